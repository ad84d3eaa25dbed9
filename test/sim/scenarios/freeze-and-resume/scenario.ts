import { story } from '../../story/story.ts';

export default story({
  title: 'An agent is frozen for half a minute and goes on as if nothing had been',
  members: 10,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('ten hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(2);
    cluster.run(10);

    stage.say('h4: SIGSTOP; its kernel still takes what comes');
    cluster.freeze(stage.host('h4'));
    stage.settles(3, [stage.host('h4')]);
    stage.staysSo(27);

    stage.say('h4: SIGCONT; for itself no time has gone by, and it finds all that was sent to it');
    cluster.resume(stage.host('h4'));
    stage.settles(2);
    stage.must('nobody was ever marked but h4', stage.marked().join() === 'h4');
    stage.staysSo(20);
  },
});
