/**
 * Plays the machine without one of its rules; prints by what that was noticed, as JSON, null for by nothing.
 *   node test/sim/mutations/try.ts NAME           plays the trials that the list names for it
 *   node test/sim/mutations/try.ts NAME --seeds 60      looks through short stories and so many schedules for one that notices
 */
import { parseArgs } from 'node:util';
import { mutateSource } from './mutate-source.ts';
import { MUTATIONS } from './mutations.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { seeds: { type: 'string' } } });
const mutation = MUTATIONS.find(({ name }) => name === positionals[0]);
if (mutation === undefined) throw new Error(`name one of ${MUTATIONS.map(({ name }) => name).join(', ')}`);
mutateSource(mutation);
// Only now: an import at the top would load the machine before it is changed.
const { allTrials, findBreach } = await import('./trial.ts');
const trials = values.seeds === undefined ? mutation.noticedBy : await allTrials(Number(values.seeds));
console.log(JSON.stringify(await findBreach(trials)));
