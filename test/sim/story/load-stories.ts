import { readdir } from 'node:fs/promises';
import type { Story } from './story.ts';

const SCENARIOS = new URL('../scenarios/', import.meta.url);

export interface NamedStory {
  readonly name: string;
  readonly story: Story;
}

/** Every folder of test/sim/scenarios, by name. */
export async function loadStories(): Promise<readonly NamedStory[]> {
  const names = (await readdir(SCENARIOS)).sort();
  return Promise.all(
    names.map(async (name) => {
      const module = (await import(new URL(`${name}/scenario.ts`, SCENARIOS).href)) as { default: Story };
      return { name, story: module.default };
    }),
  );
}
