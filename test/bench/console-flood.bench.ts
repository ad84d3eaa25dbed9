/** What a guest that floods its serial console costs agent and controller while many look at it and half of them take nothing. */
import { appendFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runFiles } from '@rapidvm/qemu-core';
import { eventually } from '@rapidvm/testing';
import type { Product } from '../e2e/harness/index.ts';
import { commandOf } from './support/bare-qemu.ts';
import { memoryOf } from './support/memory-of.ts';
import { qemuVersion } from './support/machine-kind.ts';
import { loadSpan, publish, say, table } from './support/report.ts';
import { SerialOnlooker } from './support/serial-onlooker.ts';
import { figure } from './support/statistics.ts';
import { makeVm, withProduct } from './support/with-product.ts';

const MIB = 1024 * 1024;
const READERS = 10;
const STALLED = 10;
const FLOOD_S = 30;
/** More than all the buffers on the way of a viewer that takes nothing, and more than the history that is kept for it. */
const HELP_BYTES_PER_S = MIB;
const HELP_EVERY_MS = 125;
/** Seconds from the flood's beginning until all buffers are full and heaps have the size that they keep. */
const FILL_S = 15;
const BOOT_MS = 300_000;
const LOOK_MS = 1000;
/** MiB resident that a viewer may cost a process at the most: its buffers, TLS and socket; in the controller two of each. */
const BOUND_PER_VIEWER = { agent: 1, controller: 1.5 } as const;
/** MiB that a process may grow by between the second and the third part of the flood: what Node's collector does between two looks. */
const PLATEAU = 8;

type Side = keyof typeof BOUND_PER_VIEWER;
type Look = Readonly<Record<Side, number>>;

const SIDES = ['agent', 'controller'] as const;

async function look(product: Product): Promise<Look> {
  const { agent, controller } = await product.processes();
  return { agent: (await memoryOf(agent ?? 0)).resident, controller: (await memoryOf(controller ?? 0)).resident };
}

async function looks(product: Product, seconds: number): Promise<readonly Look[]> {
  const all: Look[] = [];
  for (let second = 0; second < seconds; second += 1) {
    await pause(LOOK_MS);
    all.push(await look(product));
  }
  return all;
}

const highest = (all: readonly Look[], side: Side): number => Math.max(...all.map((each) => each[side]));

interface Measured {
  readonly before: readonly Look[];
  readonly open: readonly Look[];
  readonly flood: readonly Look[];
  readonly after: readonly Look[];
  readonly floodedBytes: number;
  readonly gaps: number;
}

async function measure(product: Product): Promise<Measured> {
  const vm = await makeVm(product, 'flooding', { start: true });
  const typist = await SerialOnlooker.open(product, vm.id);
  await eventually(() => typist.tail.includes('root@'), BOOT_MS);
  const before = await looks(product, 5);
  const readers = await openAll(product, vm.id, READERS - 1);
  const stalled = await openAll(product, vm.id, STALLED);
  for (const viewer of stalled) viewer.pause();
  const open = await looks(product, 5);
  say('flood');
  const begun = typist.next;
  typist.type('yes "$(printf %0120d 7)"\r');
  const helped = new AbortController();
  const helping = help(await serialLogOf(product, vm.id), helped.signal);
  const flood = await looks(product, FLOOD_S);
  helped.abort();
  await helping;
  typist.type('\x03');
  const floodedBytes = typist.next - begun;
  // Who read has missed nothing; who did not comes to the end by what is still kept, and is told what is not.
  for (const viewer of stalled) viewer.resume();
  typist.type('echo all-$((40 + 2))\r');
  const all = [typist, ...readers, ...stalled];
  await eventually(() => all.every((viewer) => /all-42\s/.test(viewer.tail)), BOOT_MS);
  if ([typist, ...readers].some((viewer) => viewer.gaps > 0)) throw new Error('a viewer that reads has missed bytes');
  const gaps = stalled.filter((viewer) => viewer.gaps > 0).length;
  for (const viewer of all) viewer.close();
  return { before, open, flood, after: await looks(product, 10), floodedBytes, gaps };
}

async function serialLogOf(product: Product, vmId: string): Promise<string> {
  const command = await commandOf((await product.processes()).qemu.get(vmId) ?? 0);
  return runFiles(dirname(command[command.indexOf('-pidfile') + 1] ?? '')).serialLog;
}

/** An emulated port on a busy machine is slow: the rest of the flood is written where QEMU writes it, at the end of the serial log. */
async function help(serialLog: string, until: AbortSignal): Promise<void> {
  const line = `${'8'.repeat(126)}\r\n`;
  const part = line.repeat((HELP_BYTES_PER_S * HELP_EVERY_MS) / 1000 / line.length);
  while (!until.aborted) {
    await appendFile(serialLog, part);
    await pause(HELP_EVERY_MS);
  }
}

function openAll(product: Product, vmId: string, count: number): Promise<readonly SerialOnlooker[]> {
  return Promise.all(Array.from({ length: count }, () => SerialOnlooker.open(product, vmId)));
}

/** What is out of bounds, in words. */
function faults({ before, flood }: Measured): readonly string[] {
  return SIDES.flatMap((side) => {
    const grown = highest(flood, side) - highest(before, side);
    const drift = highest(flood.slice(-FLOOD_S / 3), side) - highest(flood.slice(0, (2 * FLOOD_S) / 3), side);
    const bound = BOUND_PER_VIEWER[side] * (READERS + STALLED);
    return [
      ...(grown > bound ? [`the ${side} has grown by ${figure(grown)} MiB, more than ${bound}`] : []),
      ...(drift > PLATEAU ? [`the ${side} still grows: ${figure(drift)} MiB in the last third`] : []),
    ];
  });
}

function body(measured: Measured): string {
  const { before, open, flood, after, floodedBytes, gaps } = measured;
  const rows = SIDES.map((side) => [
    side,
    figure(highest(before, side)),
    figure(highest(open, side)),
    figure(highest(flood.slice(0, FILL_S), side)),
    figure(highest(flood.slice(FILL_S), side)),
    figure(highest(after, side)),
    figure((highest(flood, side) - highest(before, side)) / (READERS + STALLED)),
  ]);
  const half = `${FILL_S} s`;
  const head = [
    'highest resident, MiB',
    'one viewer',
    'all open',
    `flood, first ${half}`,
    `flood, last ${half}`,
    'all gone',
    'more for each viewer',
  ];
  return `A guest writes to its serial port for ${FLOOD_S} s as fast as its emulated port takes it, and the bench adds 1 MiB a second to its serial log, as a faster one would (${figure(floodedBytes / MIB)} MiB came); ${READERS} viewers read, ${STALLED} are open and take nothing.

${table(head, rows)}

Who read missed no byte. Of those who took nothing, ${gaps} of ${STALLED} were told of a gap when they read again; all came to the end. Bounds: ${BOUND_PER_VIEWER.agent} MiB in the agent and ${BOUND_PER_VIEWER.controller} MiB in the controller for each viewer, and no more than ${PLATEAU} MiB of growth in the last third; the bench fails past them.`;
}

const load = loadSpan();
const measured = await withProduct(measure);
await publish({ name: 'console-flood', versions: [await qemuVersion()], load: load.end(), body: body(measured) });
for (const fault of faults(measured)) {
  say(fault);
  process.exitCode = 1;
}
