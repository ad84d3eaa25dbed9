import { story } from '../../story/story.ts';

export default story({
  title: 'An agent that freezes for a second and runs for a second, for a minute',
  members: 10,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('ten hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(2);
    cluster.run(10);

    stage.say('h5 is stopped and let go once a second');
    for (let turn = 0; turn < 30; turn += 1) {
      cluster.freeze(stage.host('h5'));
      cluster.run(1);
      cluster.resume(stage.host('h5'));
      cluster.run(1);
    }
    stage.say('h5 runs as it should');
    stage.settles(5);
    stage.must(
      'no other host was ever marked',
      stage.marked().every((name) => name === 'h5'),
    );
    stage.staysSo(20);
  },
});
