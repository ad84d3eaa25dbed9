/** Bytes between a VM's console and its viewer: ours, with the agent on the controller's machine and as over the network, against websockify, in turns. */
import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { runFiles } from '@rapidvm/qemu-core';
import type { Product } from '../e2e/harness/index.ts';
import { commandOf, startBare } from './support/bare-qemu.ts';
import { direct, notLent, throughRapidvm, throughWebsockify, type Path } from './support/byte-paths.ts';
import { echoes, keystrokes, startByteSource, throughput } from './support/byte-work.ts';
import { packageVersion, qemuVersion } from './support/machine-kind.ts';
import { ensure, WEBSOCKIFY } from './support/needs.ts';
import { loadSpan, publish, say, table } from './support/report.ts';
import { inTurns, valuesOf } from './support/rounds.ts';
import { figure, ratio, spread, summarise } from './support/statistics.ts';
import { makeVm, withProduct } from './support/with-product.ts';
import { openWebsockify, type Websockify } from './support/websockify.ts';

const MIB = 1024 * 1024;
const FLOOD_BYTES = 64 * MIB;
const FLOOD_ROUNDS = 9;
const ECHO_ROUNDS = 10;
const ECHOES = 200;
const KEY_ROUNDS = 6;
const KEYS = 40;

const DIRECT = 'no bridge (unix socket)';
const LENT = 'RapidVM, agent on the controller’s machine';
const OURS = 'RapidVM, agent over the network (mTLS)';
const PEER_TLS = 'websockify with TLS';
const PEER = 'websockify without TLS';

type Paths = ReadonlyMap<string, Path>;

interface Rounds {
  readonly floods: ReadonlyMap<string, readonly number[]>;
  readonly echoes: ReadonlyMap<string, readonly number[]>;
  readonly keys: ReadonlyMap<string, readonly number[]>;
}

/** Keeps every single time; a round's own figure is its first. */
async function timesInTurns(paths: Paths, rounds: number, times: (path: Path) => Promise<readonly number[]>) {
  const all = new Map<string, number[]>([...paths.keys()].map((name) => [name, []]));
  let warm = false;
  const contenders = [...paths].map(([name, path]) => ({
    name,
    once: async () => {
      const measured = await times(path);
      if (warm) all.get(name)?.push(...measured);
      return measured[0] ?? 0;
    },
  }));
  await inTurns(contenders, 1, 0);
  warm = true;
  await inTurns(contenders, rounds, 0);
  return all;
}

async function runFolderOf(product: Product, vmId: string): Promise<string> {
  const command = await commandOf((await product.processes()).qemu.get(vmId) ?? 0);
  return dirname(command[command.indexOf('-pidfile') + 1] ?? '');
}

/** The agent connects to the VM's VNC socket by its path; a byte source takes QEMU's place there, for both bridges alike. */
async function screenPlane(product: Product): Promise<Pick<Rounds, 'floods' | 'echoes'>> {
  const vm = await makeVm(product, 'screen', { start: true });
  const { screenSocket } = runFiles(await runFolderOf(product, vm.id));
  await rename(screenSocket, `${screenSocket}.qemu`);
  await using closing = new AsyncDisposableStack();
  const source = await startByteSource(screenSocket);
  closing.defer(() => source.close());
  const [tls, plain] = [await openWebsockify(screenSocket, true), await openWebsockify(screenSocket, false)];
  for (const bridge of [tls, plain]) closing.defer(() => bridge.close());
  const paths: Paths = new Map([
    [DIRECT, direct(screenSocket)],
    [LENT, throughRapidvm(product, vm.id, 'screen')],
    [OURS, notLent(dirname(screenSocket), throughRapidvm(product, vm.id, 'screen'))],
    [PEER_TLS, throughWebsockify(tls)],
    [PEER, throughWebsockify(plain)],
  ]);
  // The guest itself must not use the processor meanwhile.
  process.kill((await product.processes()).qemu.get(vm.id) ?? 0, 'SIGSTOP');
  say('floods');
  const floods = await inTurns(
    [...paths].map(([name, path]) => ({ name, once: () => throughput(path, FLOOD_BYTES) })),
    FLOOD_ROUNDS,
  );
  say(`echoes; of the floods: ${medians(floods)}`);
  const all = await timesInTurns(paths, ECHO_ROUNDS, (path) => echoes(path, ECHOES));
  await product.killQemu(vm.id);
  return { floods, echoes: all };
}

function medians(measured: ReadonlyMap<string, readonly number[]>): string {
  return [...measured].map(([name, values]) => `${name} ${figure(summarise(values).p50)}`).join(', ');
}

/** Two equal guests: one of ours, one started by the same command without agent and controller. */
async function serialPlane(product: Product): Promise<ReadonlyMap<string, readonly number[]>> {
  const ours = await makeVm(product, 'typed', { start: true });
  const other = await makeVm(product, 'typed-too', { start: true });
  const command = await commandOf((await product.processes()).qemu.get(other.id) ?? 0);
  const { task } = await product.api.call('vm.kill', { id: other.id });
  await product.finished(task);
  await using closing = new AsyncDisposableStack();
  const bare = await startBare(command);
  closing.defer(() => bare.kill());
  const bridge: Websockify = await openWebsockify(bare.files.serialSocket, true);
  closing.defer(() => bridge.close());
  const paths: Paths = new Map([
    [DIRECT, direct(bare.files.serialSocket)],
    [LENT, throughRapidvm(product, ours.id, 'serial')],
    [OURS, notLent(await runFolderOf(product, ours.id), throughRapidvm(product, ours.id, 'serial'))],
    [PEER_TLS, throughWebsockify(bridge)],
  ]);
  say('keystrokes');
  // Awaited here: what `closing` closes is in use until then.
  return await timesInTurns(paths, KEY_ROUNDS, (path) => keystrokes(path, KEYS));
}

function floodTable(floods: Rounds['floods']): string {
  const peer = summarise(valuesOf(floods, PEER_TLS)).p50;
  const rows = [...floods].map(([name, values]) => {
    const all = summarise(values);
    return [name, spread(all), ratio(all.p50, peer)];
  });
  return table(['path', 'p50 (min–max), MiB/s', 'ratio to websockify with TLS'], rows);
}

function delayTable(times: ReadonlyMap<string, readonly number[]>): string {
  const floor = summarise(valuesOf(times, DIRECT));
  const rows = [...times].map(([name, values]) => {
    const all = summarise(values);
    const added = (at: 'p50' | 'p99'): string => (name === DIRECT ? '–' : figure(all[at] - floor[at]));
    return [name, figure(all.p50), figure(all.p99), added('p50'), added('p99')];
  });
  return table(['path', 'p50, ms', 'p99, ms', 'added p50, ms', 'added p99, ms'], rows);
}

function body({ floods, echoes: times, keys }: Rounds): string {
  return `Throughput: ${FLOOD_ROUNDS} floods of ${FLOOD_BYTES / MIB} MiB each, in turns. A byte source listens where QEMU's VNC server listens; source, bridges and viewer share the cores; in the line “over the network” the two are on one machine too, and speak mTLS over loopback. The goal is a ratio of at least 1.

${floodTable(floods)}

Latency: round trips of 8 bytes (a VNC key event) to the same byte source and back, ${ECHO_ROUNDS} rounds of ${ECHOES}, in turns.

${delayTable(times)}

From a key typed into a guest's shell on its serial port until its echo is there, ${KEY_ROUNDS} rounds of ${KEYS}, in turns. RapidVM's way goes through the agent on one machine too, there by its door without TLS, and it also writes the history that a second viewer or a reload reads. Most of it is the emulated guest.

${delayTable(keys)}`;
}

await ensure(WEBSOCKIFY);
const load = loadSpan();
const result = await withProduct(async (product): Promise<Rounds> => {
  const screen = await screenPlane(product);
  say(`of the echoes: ${medians(screen.echoes)}`);
  return { ...screen, keys: await serialPlane(product) };
});
const versions = [await qemuVersion(), `websockify ${await packageVersion('websockify')}`];
await publish({ name: 'console', versions, load: load.end(), body: body(result) });
