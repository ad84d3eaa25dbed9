import { story } from '../../story/story.ts';

export default story({
  title: 'A cable that only speaks: nothing arrives at h6, and everybody hears it',
  members: 10,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('ten hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(2);
    cluster.run(10);

    stage.say('h6 hears nobody, and everybody hears h6');
    const h6 = stage.host('h6');
    cluster.lose(h6, 0, 1);
    cluster.run(5);
    stage.must('all others hold h6 for failed', stage.heldBy(h6, 'failed').length === 9);
    cluster.run(25);
    stage.must('h6 blames nobody', stage.marksOf(h6) === 0);

    stage.say('the cable is changed');
    cluster.lose(h6, 0, 0);
    stage.settles(5);
    stage.staysSo(20);
  },
});
