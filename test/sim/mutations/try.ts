/**
 * Plays the machine without one of its rules; prints by what that was noticed, as JSON, null for by nothing.
 *   node test/sim/mutations/try.ts NAME           plays the trials that the list names for it
 *   node test/sim/mutations/try.ts NAME --seeds 60      looks through short stories and so many schedules for one that notices
 *   node test/sim/mutations/try.ts --all      tries every rule of the list, also those that take long, and prints which nothing notices
 */
import { parseArgs } from 'node:util';
import { mutateSource } from './mutate-source.ts';
import { MUTATIONS } from './mutations.ts';
import { failingTest } from './spec-trial.ts';
import { unnoticed } from './unnoticed.ts';

const options = { seeds: { type: 'string' }, all: { type: 'boolean' } } as const;
const { positionals, values } = parseArgs({ allowPositionals: true, options });

async function tryOne(name: string | undefined): Promise<void> {
  const mutation = MUTATIONS.find((one) => one.name === name);
  if (mutation === undefined) throw new Error(`name one of ${MUTATIONS.map((one) => one.name).join(', ')}`);
  if (values.seeds === undefined) {
    for (const spec of mutation.noticedBy.filter((trial) => String(trial).endsWith('.spec.ts'))) {
      const failing = await failingTest(String(spec), mutation);
      if (failing !== null) return console.log(JSON.stringify({ trial: spec, rule: failing }));
    }
  }
  mutateSource(mutation);
  // Only now: an import at the top would load the machine before it is changed.
  const { allTrials, findBreach } = await import('./trial.ts');
  const played = mutation.noticedBy.filter((trial) => !String(trial).endsWith('.spec.ts'));
  const trials = values.seeds === undefined ? played : await allTrials(Number(values.seeds));
  console.log(JSON.stringify(await findBreach(trials)));
}

async function tryAll(): Promise<void> {
  const found = await unnoticed(MUTATIONS);
  for (const rule of found) console.log(`nothing notices: ${rule}`);
  console.log(`${MUTATIONS.length} rules, ${found.length} unnoticed`);
  process.exitCode = found.length === 0 ? 0 : 1;
}

await (values.all === true ? tryAll() : tryOne(positionals[0]));
