import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AgentConsoles } from '@rapidvm/agent-consoles';
import { OFFSET_BYTES } from '@rapidvm/console';
import { MIB } from '@rapidvm/kernel';
import { systemTimers } from '@rapidvm/runtime';
import { eventually, recordingLogger } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeQemu, VM, patternAt } from '../../../consoles/test/fake-qemu.ts';
import type { ConsoleCaller } from '../../test/console-caller.ts';
import { ServerLab } from '../../test/server-lab.ts';

/** Bytes sent through one viewer. */
const TOTAL = 64 * MIB;
/** Bytes that are ahead of the fast viewer: it must stay within the history. */
const AHEAD = 2 * MIB;
const STALLED = 16;

let qemu: FakeQemu;
let lab: ServerLab;

beforeAll(async () => {
  qemu = await FakeQemu.open();
  const find = () => ({ state: 'running', process: qemu }) as const;
  lab = await ServerLab.open(new AgentConsoles({ find, timers: systemTimers, logger: recordingLogger() }));
});

afterAll(async () => {
  await lab.close();
  await qemu.close();
});

async function openSerial(): Promise<ConsoleCaller> {
  const caller = await lab.caller();
  caller.open({ kind: 'serial', vmId: VM, fromOffset: 0, readOnly: true });
  return caller;
}

/** Else buffers that nobody holds any more are counted, as many as chance has it. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
}

describe('the console path', { timeout: 120_000 }, () => {
  it('carries a flood to who reads, byte for byte, while stalled viewers cost little, slow nobody, and come to the end when they read again', async () => {
    await qemu.print(AHEAD);
    const stalled = await Promise.all(Array.from({ length: STALLED }, openSerial));
    const ends = new Map(stalled.map((caller) => [caller, 0]));
    let stall = true;
    for (const caller of stalled) {
      caller.onFrame((kind, payload) => {
        if (stall) caller.socket.pause();
        if (kind === 'data') ends.set(caller, Number(payload.readBigUInt64BE()) + payload.length - OFFSET_BYTES);
      });
    }
    await eventually(() => stalled.every(({ heard }) => heard.length > 0));
    collectGarbage();
    const before = process.memoryUsage();
    let at = 0;
    const faults: string[] = [];
    const began = performance.now();
    const reader = await openSerial();
    let news = Promise.withResolvers<void>();
    reader.onFrame((kind, payload) => {
      if (kind !== 'data') return;
      const bytes = payload.subarray(OFFSET_BYTES);
      const offset = Number(payload.readBigUInt64BE());
      if (offset !== at || !patternAt(at, bytes.length).equals(bytes)) faults.push(`other bytes at ${offset}`);
      at += bytes.length;
      news.resolve();
    });
    while (at < TOTAL && faults.length === 0) {
      news = Promise.withResolvers();
      if (qemu.written < Math.min(at + AHEAD, TOTAL)) await qemu.print(MIB / 4);
      else await news.promise;
    }
    expect(faults).toEqual([]);
    const seconds = (performance.now() - began) / 1000;
    const { external } = before;
    const grownMiB = (): number => {
      collectGarbage();
      return (process.memoryUsage().external - external) / MIB;
    };
    // Both ends are in this process: a frame on the agent's side, what a paused socket had read on ours, and TLS between them. Buffers that
    // nobody holds any more are counted off a moment after they were collected.
    const last = await eventually(() => {
      const grown = grownMiB();
      return grown / STALLED < 1 ? { grown } : null;
    });
    process.stdout.write(
      `console: ${(TOTAL / 1e6 / seconds).toFixed(0)} MB/s; ${STALLED} stalled viewers: ${last.grown.toFixed(1)} MiB more in buffers\n`,
    );
    stall = false;
    for (const caller of stalled) caller.socket.resume();
    // They have 4 MiB each to take, all in this process.
    await eventually(() => [...ends.values()].every((end) => end === qemu.written), 60_000);
    for (const caller of [...stalled, reader]) caller.close();
  });
});
