import { story } from '../../story/story.ts';

export default story({
  title: 'Two hosts: with one witness there is no telling who is wrong',
  members: 2,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('two hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(2);
    cluster.run(10);

    stage.say('the cable between them is pulled');
    cluster.partition([stage.host('h1')]);
    cluster.run(20);
    stage.say('the cable is back');
    cluster.partition();
    stage.settles(3);

    stage.say('h2 loses its power');
    cluster.powerOff(stage.host('h2'));
    cluster.run(20);
    stage.say('h2 is back');
    cluster.powerOn(stage.host('h2'));
    stage.settles(3);
    stage.staysSo(20);
  },
});
