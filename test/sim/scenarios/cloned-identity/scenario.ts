import { story } from '../../story/story.ts';

export default story({
  title: 'Somebody copies the memory card of h2 and boots the copy',
  members: 5,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('five hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(2);
    cluster.run(10);

    stage.say('the copy of h2 starts at another address, with the same key');
    const copy = cluster.clone(stage.host('h2'), 'copy');
    cluster.start(copy);
    cluster.run(15);
    stage.must('somebody has noticed the second voice', stage.impostorSeenBy().length > 0);
    stage.must(
      'nobody but h2 was ever doubted',
      stage.marked().every((name) => name === 'h2' || name === 'copy'),
    );

    stage.say('the copy is switched off');
    cluster.powerOff(copy);
    cluster.run(5);
    stage.settles(1);
    stage.staysSo(20);
  },
});
