import { story } from '../../story/story.ts';

const SHARE = { runMs: 800, standMs: 400 };

export default story({
  title: 'Ten agents on a machine with too few processors, and one of them freezes',
  members: 10,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('ten hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(2);
    stage.say('from now on each agent waits for a processor up to 0.4 s at a time');
    cluster.crowd(SHARE, ...cluster.hosts);
    cluster.run(60);
    stage.must('nobody was marked', stage.marked().length === 0);

    stage.say('h4: SIGSTOP');
    cluster.feedWell(stage.host('h4'));
    cluster.freeze(stage.host('h4'));
    stage.settles(3, [stage.host('h4')]);
    cluster.run(20);

    stage.say('h4: SIGCONT');
    cluster.resume(stage.host('h4'));
    stage.settles(2);
    stage.must('nobody was ever marked but h4', stage.marked().join() === 'h4');
    stage.must('h4 marked nobody', stage.marksOf(stage.host('h4')) === 0);
  },
});
