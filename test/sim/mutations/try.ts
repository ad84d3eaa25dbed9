/** `node test/sim/mutations/try.ts NAME [SEEDS]`: plays the machine without one of its rules; prints by what that was noticed, as JSON. */
import { mutateSource } from './mutate-source.ts';
import { MUTATIONS } from './mutations.ts';

const [name, seeds = '300'] = process.argv.slice(2);
if (name !== undefined && name !== 'none') {
  const mutation = MUTATIONS.find((one) => one.name === name);
  if (mutation === undefined) throw new Error(`no mutation ${name}; there are ${MUTATIONS.map((one) => one.name).join(', ')}`);
  mutateSource(mutation);
}
// Only now: an import at the top would load the machine before it is changed.
const { findBreach } = await import('./trial.ts');
console.log(JSON.stringify({ caughtBy: await findBreach(Number(seeds)) }));
