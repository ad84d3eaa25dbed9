/** How files of tests share a machine: two at a time, the longest first, and those that measure time alone. */
import type { ViteUserConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that run at a time. What they try waits for most of its life: for guests that boot, for somebody who is missed. More than two would be
 * slower on a machine of two cores, and what they tell of time would be about the machine.
 */
const AT_A_TIME = 2;

export interface Plan {
  /** Files that take longest, the longest first: one that began last would have the end to itself, and a core would be idle. */
  readonly longest: readonly string[];
  /** Files that measure how long something takes: each has the machine to itself, when all others are through. */
  readonly alone: readonly string[];
}

/** The tests below `folder`, a path from the root; the plan names files from there on, without `.spec.ts`. */
export function sideBySide(folder: string, { longest, alone }: Plan): NonNullable<ViteUserConfig['test']> {
  const fileOf = (name: string): string => `${folder}/${name}.spec.ts`;
  const rank = ({ moduleId }: TestSpecification): number => {
    const at = longest.findIndex((name) => moduleId.endsWith(`/${fileOf(name)}`));
    return at < 0 ? longest.length : at;
  };
  const together = { name: 'side by side', include: [`${folder}/**/*.spec.ts`], exclude: alone.map(fileOf) };
  return {
    sequence: {
      sequencer: class extends BaseSequencer {
        override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
          return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
        }
      },
    },
    projects: [
      { extends: true, test: { ...together, maxWorkers: AT_A_TIME, sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'alone', include: alone.map(fileOf), fileParallelism: false, sequence: { groupOrder: 1 } } },
    ],
  };
}
