import { story } from '../../story/story.ts';

export default story({
  title: 'A hundred hosts are cut in half and joined again',
  members: 100,
  slow: true,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('a hundred hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(5);
    cluster.run(10);

    stage.say('h1 to h50 no longer reach h51 to h100');
    cluster.partition(stage.hosts(1, 50));
    cluster.run(3);
    stage.must('each half holds the other for failed', stage.halvesAgree(stage.hosts(1, 50), stage.hosts(51, 100)));
    cluster.run(17);

    stage.say('they reach one another again');
    cluster.partition();
    stage.settles(2);
    stage.staysSo(20);
  },
});
