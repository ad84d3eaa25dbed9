import { story } from '../../story/story.ts';

export default story({
  title: 'The fuse blows: all thirty hosts go, and all boot at once',
  members: 30,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('thirty hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(5);
    cluster.run(10);

    stage.say('the power goes');
    cluster.powerOff(...cluster.hosts);
    cluster.run(40);
    stage.say('the power is back, and every agent starts at the same moment');
    cluster.powerOn(...cluster.hosts);
    stage.settles(5);
    stage.must('nobody was marked', stage.marked().length === 0);
    stage.staysSo(20);
  },
});
