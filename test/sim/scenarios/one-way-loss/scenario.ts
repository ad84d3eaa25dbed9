import { story } from '../../story/story.ts';

export default story({
  title: 'A cable that only hears: nothing that h3 sends arrives anywhere',
  members: 10,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('ten hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(2);
    cluster.run(10);

    stage.say('h3 hears everybody, and nobody hears h3');
    const h3 = stage.host('h3');
    cluster.lose(h3, 1, 0);
    cluster.run(30);
    stage.must('all others hold h3 for failed', stage.heldBy(h3, 'failed').length === 9);
    stage.must('h3 blames nobody', stage.marksOf(h3) === 0);

    stage.say('the cable is changed');
    cluster.lose(h3, 0, 0);
    stage.settles(5);
    stage.staysSo(20);
  },
});
