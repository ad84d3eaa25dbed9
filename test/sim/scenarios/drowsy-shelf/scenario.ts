import { story } from '../../story/story.ts';

const SHARE = { runMs: 300, standMs: 2500 };

export default story({
  title: 'Twenty agents of thirty that stand for seconds blame none of the ten that run',
  members: 30,
  script: (stage) => {
    const { cluster } = stage;
    stage.say('thirty hosts start');
    cluster.start(...cluster.hosts);
    stage.settles(2);
    cluster.run(10);
    const drowsy = cluster.hosts.slice(0, 20);
    stage.say('the agents of h1 to h20 stand up to 2.5 s at a time, and then run for less than 0.3 s');
    cluster.crowd(SHARE, ...drowsy);
    cluster.run(60);
    stage.must(
      'none of the ten others was marked',
      stage.marked().every((name) => drowsy.some((host) => host.name === name)),
    );
    stage.say('they have time again');
    cluster.feedWell(...drowsy);
    stage.settles(5);
    stage.staysSo(20);
  },
});
