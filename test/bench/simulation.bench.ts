/**
 * Members on virtual time, in numbers that no machine of ours has: a rack that dies in a large hall, and what idling costs by size.
 *   node test/bench/simulation.bench.ts [--hall 1000] [--dead 40] [--sizes 10,100,1000,5000] [--seconds 20] [--write]
 * All members know one another from the start (test/sim/engine/warm-start.ts): what thousands tell one another when they start cold takes hours to play.
 */
import { parseArgs } from 'node:util';
import { idleCost } from '../sim/scale/idle.ts';
import { loseRack } from '../sim/scale/rack.ts';
import { loadSpan, publish, say, table } from './support/report.ts';
import { figure } from './support/statistics.ts';

const { values } = parseArgs({
  options: {
    hall: { type: 'string', default: '1000' },
    dead: { type: 'string', default: '40' },
    sizes: { type: 'string', default: '10,100,1000,5000' },
    seconds: { type: 'string', default: '20' },
    write: { type: 'boolean' },
  },
});

const load = loadSpan();
say(`${values.dead} of ${values.hall} die`);
const lost = loseRack(Number(values.hall), Number(values.dead), 'warm');
say(JSON.stringify(lost));
const rack = table(
  [
    'members',
    'dead',
    'first survivor knows, s',
    'all views equal, s',
    'cuts that each survivor saw',
    'healthy marked',
    'rules broken',
  ],
  [
    [
      ...[String(lost.members), String(lost.dead), figure(lost.firstS), figure(lost.equalS), lost.cuts.join(' to ')],
      ...[String(lost.wronged), String(lost.breaches.length)],
    ],
  ],
);
const rows: string[][] = [];
for (const size of values.sizes.split(',').map(Number)) {
  say(`${size} members idle`);
  const { messagesPerS, bytesPerS, maxBytesPerS, changes } = idleCost(size, Number(values.seconds), 'warm');
  rows.push([String(size), figure(messagesPerS), figure(bytesPerS), figure(maxBytesPerS), String(changes)]);
  say(rows.at(-1)?.join(', ') ?? '');
}
const idle = table(['members', 'messages/s a member', 'bytes/s a member', 'busiest member, bytes/s', 'views changed'], rows);
const body = `All times are virtual: they do not depend on the machine.\n\n${rack}\n\nNothing happens for ${values.seconds} s:\n\n${idle}`;
await publish({ name: 'simulation', versions: [], load: load.end(), body });
