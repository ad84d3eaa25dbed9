/**
 * Real members over loopback, one of which leaves and comes back every moment while all publish facts: the heap must stay flat.
 *
 *   node --expose-gc test/bench/mesh-soak.ts [--minutes 10] [--members 8]
 */
import { parseArgs } from 'node:util';
import { MIB } from '@rapidvm/kernel';
import { eventually, seededRng } from '@rapidvm/testing';
import { MeshLab, OWN_FACTS } from '../integration/mesh/mesh-lab.ts';

const MINUTE_MS = 60_000;
const SETTLE_MS = 60_000;
/** What the heap of the last third may be above that of the first third after the warm-up: Node's own tables still grow a little. */
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

const began = performance.now();
const heaps: number[] = [];
let restarts = 0;
for (let sample = 1; sample <= minutes; sample += 1) {
  while (performance.now() - began < sample * MINUTE_MS) {
    const victim = members[Math.floor(rng.fraction() * count)] ?? '';
    await lab.restart(victim, { ...OWN_FACTS, changeStamp: restarts });
    restarts += 1;
    for (const peerId of members) lab.mesh(peerId).publishFacts({ ...OWN_FACTS, changeStamp: restarts });
    await eventually(allSeen, SETTLE_MS);
  }
  await gc({ type: 'major', execution: 'async' });
  heaps.push(process.memoryUsage().heapUsed / MIB);
  console.log(`${sample} min, ${restarts} restarts: heap ${heaps.at(-1)?.toFixed(1)} MiB`);
}
await lab.stop();

const third = Math.max(1, Math.floor(heaps.length / 3));
const [first, last] = [Math.min(...heaps.slice(0, third)), Math.min(...heaps.slice(-third))];
console.log(`first third ${first.toFixed(1)} MiB, last third ${last.toFixed(1)} MiB`);
process.exitCode = last <= first * MAX_GROWTH ? 0 : 1;
