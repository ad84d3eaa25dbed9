import { story } from '../../story/story.ts';

const HOUR_S = 3600;

export default story({
  title: 'A host is off for a week and comes back as if it had been a minute',
  members: 3,
  slow: true,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('three hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(2);
    cluster.run(10);

    stage.say('h3 loses its power');
    cluster.powerOff(stage.host('h3'));
    stage.settles(3, [stage.host('h3')]);
    stage.staysSo(7 * 24 * HOUR_S);

    stage.say('h3 is plugged in again');
    cluster.powerOn(stage.host('h3'));
    stage.settles(2);
    stage.staysSo(20);
  },
});
