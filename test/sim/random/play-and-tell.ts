/** Plays a schedule as `play` does, and tells it. */
import type { Breach } from '../check/invariants.ts';
import type { Cluster } from '../engine/cluster.ts';
import type { CoreMaker } from '../engine/core.ts';
import { Narrator } from '../story/narrator.ts';
import { describeTrouble } from './describe.ts';
import { play } from './play.ts';
import type { Schedule } from './schedule.ts';

export function playAndTell(
  schedule: Schedule,
  core: CoreMaker,
): { readonly narration: string; readonly breaches: readonly Breach[] } {
  const narrator = new Narrator();
  const { breaches } = play(schedule, core, {
    watch: (cluster: Cluster) => {
      narrator.watch(cluster);
      for (const trouble of schedule.troubles) {
        const say = (text: string): void => narrator.say(text);
        cluster.world.at(trouble.fromS * 1000, { fire: () => say(`${describeTrouble(trouble).trim()} begins`) });
        if (trouble.untilS < schedule.healS) cluster.world.at(trouble.untilS * 1000, { fire: () => say(`${trouble.kind} ends`) });
      }
      cluster.world.at(schedule.healS * 1000, { fire: () => narrator.say('all trouble ends') });
    },
    events: (process, events) => narrator.events(process, events),
  });
  return { narration: narrator.text(), breaches };
}
