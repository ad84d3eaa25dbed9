/**
 * Each story is told, breaks no rule, and reads as its golden narration does. `npx vitest run -u --config test/sim/vitest.config.ts` tells anew.
 * Those that are slow are told by `node test/sim/run.ts --story NAME`.
 */
import { describe, expect, it } from 'vitest';
import { loadStories } from './story/load-stories.ts';
import { tell } from './story/story.ts';

describe('stories', async () => {
  for (const { name, story } of await loadStories()) {
    if (story.slow === true) continue;
    it(`${name}: ${story.title}`, async () => {
      const { narration, breaches } = tell(story);
      expect(breaches).toEqual([]);
      await expect(narration).toMatchFileSnapshot(`scenarios/${name}/narration.txt`);
    });
  }
});
