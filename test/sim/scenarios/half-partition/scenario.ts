import { story } from '../../story/story.ts';

export default story({
  title: 'A switch between two halves fails and comes back',
  members: 10,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('ten hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(2);
    cluster.run(10);

    stage.say('h1 … h5 and h6 … h10 lose sight of each other');
    cluster.partition(stage.hosts(1, 5));
    cluster.run(30);
    stage.must('each half holds the other for failed', stage.halvesAgree(stage.hosts(1, 5), stage.hosts(6, 10)));

    stage.say('the switch is back');
    cluster.partition();
    stage.settles(5);
    stage.staysSo(20);
  },
});
