import { story } from '../../story/story.ts';

export default story({
  title: 'Clocks that run up to two per cent wrong, and began at any time',
  members: 10,
  clockOf: (index) => ({ rate: 0.98 + index * 0.0045, startMs: index * 86_400_000 }),
  script: (stage) => {
    const { cluster } = stage;
    stage.say('ten hosts start; h1 loses 72 seconds an hour, h10 gains 72');
    cluster.start(...cluster.hosts);
    stage.settles(2);
    stage.staysSo(600);

    stage.say('h7 loses its power');
    cluster.powerOff(stage.host('h7'));
    stage.settles(3, [stage.host('h7')]);
    stage.say('h7 boots: its clock begins at nought');
    cluster.powerOn(stage.host('h7'));
    stage.settles(2);
    stage.staysSo(60);
  },
});
