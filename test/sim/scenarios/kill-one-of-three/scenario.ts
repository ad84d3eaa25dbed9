import { story } from '../../story/story.ts';

export default story({
  title: 'One of three hosts loses its agent',
  members: 3,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('three hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(2);
    cluster.run(10);

    stage.say('h2: kill -9; its kernel closes the connections and refuses new ones');
    cluster.kill(stage.host('h2'));
    stage.settles(3, [stage.host('h2')]);
    stage.staysSo(20);

    stage.say('h2 is started again');
    cluster.start(stage.host('h2'));
    stage.settles(2);
    stage.staysSo(20);
  },
});
