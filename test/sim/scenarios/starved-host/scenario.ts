import { story } from '../../story/story.ts';

export default story({
  title: 'A host so busy that its agent hardly runs: it doubts itself before it doubts others',
  members: 10,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('ten hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(2);
    cluster.run(10);

    stage.say('the agent of h8 stands up to 0.8 s at a time, and then runs for less than 0.06 s');
    cluster.starve(stage.host('h8'));
    cluster.run(60);
    stage.must('nobody was marked', stage.marked().length === 0);
    stage.say('h8 has time again');
    cluster.feedWell(stage.host('h8'));
    stage.settles(2);
    stage.staysSo(20);
  },
});
