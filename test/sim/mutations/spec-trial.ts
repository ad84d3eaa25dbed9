/** Runs a spec of the machine against the machine without one of its rules. */
import { startVitest } from 'vitest/node';
import { applyMutation } from './mutate-source.ts';
import type { Mutation } from './mutation.ts';

const FOLDER = 'libs/mesh/core/src';

/** The first test of `spec` that fails without the rule; null when none does. Throws when the spec can't be run. */
export async function failingTest(spec: string, mutation: Mutation): Promise<string | null> {
  const suffix = `/${FOLDER}/${mutation.file}`;
  const plugin = {
    name: 'mutation',
    enforce: 'pre' as const,
    transform: (code: string, id: string) => (id.endsWith(suffix) ? applyMutation(mutation, code) : undefined),
  };
  // A cache on disk would keep the machine without the rule that was tried before.
  const options = {
    config: false as const,
    watch: false,
    reporters: [{}],
    include: [`${FOLDER}/${spec}`],
    fsModuleCache: false,
  };
  const vitest = await startVitest('test', [], options, { plugins: [plugin] });
  const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()]);
  await vitest.close();
  process.exitCode = 0;
  if (tests.length === 0) throw new Error(`${spec} has no tests, or does not load without ${mutation.name}`);
  return tests.find((test) => test.result().state === 'failed')?.fullName ?? null;
}
