import { story } from '../../story/story.ts';

/** Seconds that an agent needs to start again, and that the next one waits for it. */
const DOWN_S = 0.7;
const NEXT_S = 3;

export default story({
  title: 'An upgrade: one agent after the other leaves and comes back',
  members: 10,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('ten hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(2);
    cluster.run(10);

    for (const host of cluster.hosts) {
      stage.say(`${host.name} says that it goes, and comes back in its new version`);
      cluster.leave(host);
      cluster.run(DOWN_S);
      cluster.start(host);
      cluster.run(NEXT_S);
    }
    stage.settles(1);
    stage.must('nobody was marked', stage.marked().length === 0);
    stage.staysSo(20);
  },
});
