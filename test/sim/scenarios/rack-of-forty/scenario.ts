import { story } from '../../story/story.ts';

export default story({
  title: 'A rack of 40 in a hall of 1,000 loses its power',
  members: 1000,
  slow: true,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('1,000 hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(20);
    cluster.run(5);

    stage.say('h401 … h440 lose power at once');
    const rack = stage.hosts(401, 440);
    cluster.powerOff(...rack);
    stage.settles(5, rack);
    stage.must(
      'each of the 960 saw one cut of 40',
      stage.cutsOf(rack).every((cuts) => cuts === 1),
    );
    stage.must('nobody else was ever marked', stage.marked().length === 40);
  },
});
