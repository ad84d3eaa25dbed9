import { story } from '../../story/story.ts';

export default story({
  title: 'A shelf of six among sixty loses its power, and goes as one cut',
  members: 60,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('sixty hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(5);
    cluster.run(10);

    stage.say('h11 … h16 lose power at once');
    const shelf = stage.hosts(11, 16);
    cluster.powerOff(...shelf);
    stage.settles(5, shelf);
    stage.must(
      'each of the 54 saw one cut of six',
      stage.cutsOf(shelf).every((cuts) => cuts === 1),
    );
    stage.staysSo(30);

    stage.say('the shelf has power again');
    cluster.powerOn(...shelf);
    stage.settles(5);
    stage.must('nobody else was ever marked', stage.marked().length === 6);
    stage.staysSo(20);
  },
});
