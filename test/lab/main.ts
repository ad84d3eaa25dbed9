/**
 * The lab from the command line.
 *
 *   node test/lab/main.ts test [words for vitest]          runs the lab's tests in a world of their own
 *   node test/lab/main.ts chaos [--minutes 15] [--seed N] [--within 5] [--report FILE]
 *                                                          strikes hosts at random: chaos/chaos.ts. The seed is told, so that it can be played again
 *   node test/lab/main.ts up [--hosts 3] [--port 9443]     builds a lab to play with, until Ctrl-C, a kill, or:
 *   node test/lab/main.ts down                             ends what `up` has built, from another terminal
 *
 * Takes root. Nothing of it stays: see world.ts.
 */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isRapidError } from '@rapidvm/kernel';
import { ensureGuestImage } from '../../scripts/guest-image/build-guest-image.ts';
import { hostArchitecture } from '../../scripts/guest-image/recipe.ts';
import { ensureBuilt } from '../../scripts/launcher/build.ts';
import { CHECKOUT, GUEST_CACHE } from '../../scripts/launcher/checkout.ts';
import { endMarked } from '../../scripts/launcher/marked-processes.ts';
import { ensurePrograms, LAB_NEEDS, PRODUCT_NEEDS } from '../../scripts/launcher/system-packages.ts';
import { refuseWithoutNamespaces } from './probe.ts';
import { INSIDE, spawnInWorld } from './world.ts';

const PLAYGROUND = 'playground';
const say = (line: string): void => void process.stderr.write(`lab: ${line}\n`);

async function prepare(): Promise<void> {
  await ensurePrograms([...PRODUCT_NEEDS, ...LAB_NEEDS], say);
  await refuseWithoutNamespaces();
  await ensureBuilt(say);
}

async function test(words: readonly string[]): Promise<number> {
  await prepare();
  const vitest = join(CHECKOUT, 'node_modules', 'vitest', 'vitest.mjs');
  const config = join(import.meta.dirname, 'vitest.config.ts');
  const child = spawnInWorld('test', [process.execPath, vitest, 'run', '--config', config, ...words], 'inherit');
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}

interface ChaosWords {
  readonly minutes: string;
  readonly seed: string;
  readonly within: string;
  readonly report: string;
}

async function chaos({ minutes, seed, within, report }: ChaosWords): Promise<number> {
  await prepare();
  say(`chaos with seed ${seed} for ${minutes} minutes`);
  const words = [minutes, seed, within, report === '' ? '' : resolve(report)];
  const program = join(import.meta.dirname, 'chaos', 'main.ts');
  const world = spawnInWorld('chaos', [process.execPath, program, ...words], 'inherit');
  const [code] = await once(world, 'exit');
  return typeof code === 'number' ? code : 1;
}

/** A lab until this process ends. People outside reach its web pages through a port of ours: each connection is handed in as it is. */
async function up(hosts: string, port: number): Promise<number> {
  await prepare();
  // Outside the world: inside there is no network to fetch its packages from.
  await ensureGuestImage({ architecture: hostArchitecture(), cacheDir: GUEST_CACHE, say });
  const world = spawnInWorld(PLAYGROUND, [process.execPath, join(import.meta.dirname, 'playground.ts'), hosts], 'ipc');
  const door = createServer({ pauseOnConnect: true }, (socket: Socket) => world.send('visitor', socket));
  door.listen(port, '127.0.0.1');
  await once(door, 'listening');
  say(`its web pages will be at https://localhost:${port}`);
  process.once('SIGINT', () => world.kill('SIGKILL')).once('SIGTERM', () => world.kill('SIGKILL'));
  const [code] = await once(world, 'exit');
  door.close();
  return typeof code === 'number' ? code : 0;
}

async function down(): Promise<number> {
  const ended = await endMarked(INSIDE, PLAYGROUND);
  say(ended.length === 0 ? 'there is no lab to end' : `ended ${ended.length} processes`);
  return 0;
}

async function main(): Promise<number> {
  const [verb = '', ...rest] = process.argv.slice(2);
  if (verb === 'test') return test(rest);
  if (verb === 'down') return down();
  if (verb === 'chaos') {
    const { values } = parseArgs({
      args: rest,
      options: {
        minutes: { type: 'string', default: '15' },
        seed: { type: 'string', default: `${randomInt(1_000_000)}` },
        within: { type: 'string', default: '5' },
        report: { type: 'string', default: '' },
      },
    });
    return chaos(values);
  }
  if (verb !== 'up') throw new Error('say one of: test, chaos, up, down');
  const { values } = parseArgs({
    args: rest,
    options: { hosts: { type: 'string', default: '3' }, port: { type: 'string', default: '9443' } },
  });
  return up(values.hosts, Number(values.port));
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!isRapidError(error)) throw error;
  say(`${error.message}\n  → ${error.hint}`);
  process.exitCode = 1;
}
