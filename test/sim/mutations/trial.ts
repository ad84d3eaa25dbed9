/** Looks for a broken rule: the short stories first, then random schedules. */
import { makeCore } from '../engine/core.ts';
import { play } from '../random/play.ts';
import { scheduleOf } from '../random/schedule.ts';
import { loadStories } from '../story/load-stories.ts';
import { tell } from '../story/story.ts';

/** Larger stories take too long to be told for each mutation. */
const MAX_MEMBERS = 60;

/** By what it was caught; null when nothing noticed. */
export async function findBreach(maxSeeds: number): Promise<string | null> {
  for (const { name, story } of await loadStories()) {
    if (story.members > MAX_MEMBERS || story.slow === true) continue;
    const [breach] = tell(story).breaches;
    if (breach !== undefined) return `story ${name}: ${breach.rule}: ${breach.what}`;
  }
  for (let seed = 1; seed <= maxSeeds; seed += 1) {
    const [breach] = play(scheduleOf(seed), makeCore).breaches;
    if (breach !== undefined) return `seed ${seed}: ${breach.rule}: ${breach.what}`;
  }
  return null;
}
