/**
 * Real members over loopback, one of which leaves and comes back every moment while all publish facts: the heap must stay flat.
 *
 *   node --expose-gc test/bench/mesh-soak.ts [--minutes 10] [--members 8]      `test/integration/mesh/soak.spec.ts` runs the first minute
 */
import { parseArgs } from 'node:util';
import { MIB } from '@rapidvm/kernel';
import { eventually, seededRng } from '@rapidvm/testing';
import { MeshLab, OWN_FACTS } from '../integration/mesh/mesh-lab.ts';

const MINUTE_MS = 60_000;
const SETTLE_MS = 60_000;
/** Until the code is compiled and every table has its size; not measured. */
const WARM_UP_MS = 15_000;
/** The heap is measured so often in a short run, and each minute in a long one. */
const MIN_SAMPLES = 12;
/**
 * What the heap of the last third may be above that of the first: Node's own tables still grow a little. A member that is not let go of is a
 * tenth of it.
 */
const MAX_GROWTH = 1.05;

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, members: { type: 'string', default: '8' } },
});
const [minutes, count] = [Number(values.minutes), Number(values.members)];
const { gc } = globalThis;
if (gc === undefined) throw new Error('run with --expose-gc');

const lab = new MeshLab();
const rng = seededRng(1);
const members: string[] = [];
for (let index = 0; index < count; index += 1) members.push((await lab.addHost()).peerId);

const allSeen = (): boolean => members.every((peerId) => lab.mesh(peerId).alive().size === count - 1);
await eventually(allSeen, SETTLE_MS);

let restarts = 0;
async function churnUntil(endMs: number): Promise<void> {
  while (performance.now() < endMs) {
    const victim = members[Math.floor(rng.fraction() * count)] ?? '';
    await lab.restart(victim, { ...OWN_FACTS, changeStamp: restarts });
    restarts += 1;
    for (const peerId of members) lab.mesh(peerId).publishFacts({ ...OWN_FACTS, changeStamp: restarts });
    await eventually(allSeen, SETTLE_MS);
  }
}

await churnUntil(performance.now() + WARM_UP_MS);
const began = performance.now();
const sampleMs = Math.min(MINUTE_MS, (minutes * MINUTE_MS) / MIN_SAMPLES);
const samples = Math.round((minutes * MINUTE_MS) / sampleMs);
const heaps: number[] = [];
for (let sample = 1; sample <= samples; sample += 1) {
  await churnUntil(began + sample * sampleMs);
  await gc({ type: 'major', execution: 'async' });
  heaps.push(process.memoryUsage().heapUsed / MIB);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`${seconds} s, ${restarts} restarts: heap ${heaps.at(-1)?.toFixed(1)} MiB`);
}
await lab.stop();

const third = Math.max(1, Math.floor(heaps.length / 3));
const [first, last] = [Math.min(...heaps.slice(0, third)), Math.min(...heaps.slice(-third))];
console.log(`first third ${first.toFixed(1)} MiB, last third ${last.toFixed(1)} MiB`);
process.exitCode = last <= first * MAX_GROWTH ? 0 : 1;
