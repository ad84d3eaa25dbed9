/** Looks for a broken rule: the short stories first, then random schedules. */
import { makeCore } from '../engine/core.ts';
import { play } from '../random/play.ts';
import { scheduleOf } from '../random/schedule.ts';
import { loadStories } from '../story/load-stories.ts';
import { tell } from '../story/story.ts';

/** A story by its name, or the schedule of a seed. */
export type Trial = string | number;

/** Larger stories take too long to be told for each mutation. */
const MAX_MEMBERS = 10;

/** Short stories and the first `seeds` schedules. */
export async function allTrials(seeds: number): Promise<readonly Trial[]> {
  const stories = (await loadStories()).filter(({ story }) => story.members <= MAX_MEMBERS && story.slow !== true);
  return [...stories.map(({ name }) => name), ...Array.from({ length: seeds }, (_, index) => index + 1)];
}

/** The first of `trials` that breaks a rule, and which; null when none does. */
export async function findBreach(trials: readonly Trial[]): Promise<{ readonly trial: Trial; readonly rule: string } | null> {
  const stories = new Map((await loadStories()).map(({ name, story }) => [name, story]));
  for (const trial of trials) {
    const story = typeof trial === 'string' ? stories.get(trial) : undefined;
    if (story === undefined && typeof trial === 'string') throw new Error(`no story ${trial}`);
    const { breaches } = story === undefined ? play(scheduleOf(Number(trial)), makeCore) : tell(story);
    const [breach] = breaches;
    if (breach !== undefined) return { trial, rule: `${breach.rule}: ${breach.what}` };
  }
  return null;
}
