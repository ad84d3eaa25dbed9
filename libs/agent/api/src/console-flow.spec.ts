import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AgentConsoles } from '@rapidvm/agent-consoles';
import type { agentV1 } from '@rapidvm/contracts';
import { MIB } from '@rapidvm/kernel';
import { systemTimers } from '@rapidvm/runtime';
import { eventually, recordingLogger } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeQemu, VM, patternAt } from '../../consoles/test/fake-qemu.ts';
import type { RawClient } from '../test/server-lab.ts';
import { ServerLab } from '../test/server-lab.ts';

/** Bytes sent through one viewer. */
const TOTAL = 64 * MIB;
/** Bytes that are ahead of the fast viewer: it must stay within the history. */
const AHEAD = 2 * MIB;
const STALLED = 16;

let qemu: FakeQemu;
let lab: ServerLab;
let client: RawClient;

beforeAll(async () => {
  qemu = await FakeQemu.open();
  const find = () => ({ state: 'running', process: qemu }) as const;
  lab = await ServerLab.open(new AgentConsoles({ find, timers: systemTimers, logger: recordingLogger() }));
  client = await lab.client();
});

afterAll(async () => {
  client.close();
  await lab.close();
  await qemu.close();
});

function openSerial(caller: RawClient) {
  const { path, encode, decode } = caller.method('SerialConsole');
  const stream = caller.makeBidiStreamRequest(path, encode, decode);
  stream.on('error', () => undefined);
  stream.write({ open: { vmId: VM, fromOffset: 0, readOnly: true } });
  return stream;
}

/** Else buffers that nobody holds any more are counted, as many as chance has it. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
}

describe('the console path', { timeout: 120_000 }, () => {
  it('carries a flood to who reads, byte for byte, while stalled viewers cost little and slow nobody', async () => {
    await qemu.print(AHEAD);
    const stalledClient = await lab.client();
    const stalled = Array.from({ length: STALLED }, () => openSerial(stalledClient));
    let opened = 0;
    for (const stream of stalled) {
      stream.once('data', () => {
        opened += 1;
        stream.pause();
      });
    }
    await eventually(() => opened === STALLED);
    collectGarbage();
    const before = process.memoryUsage();
    let at = 0;
    const began = performance.now();
    for await (const message of openSerial(client)) {
      const { data } = message as agentV1.SerialOutput__Output;
      if (!data) continue;
      expect(data.offset).toBe(at);
      if (!patternAt(at, data.bytes.length).equals(data.bytes)) throw new Error(`other bytes at ${at}`);
      at += data.bytes.length;
      if (at >= TOTAL) break;
      while (qemu.written < Math.min(at + AHEAD, TOTAL)) await qemu.print(MIB / 4);
    }
    const seconds = (performance.now() - began) / 1000;
    collectGarbage();
    const after = process.memoryUsage();
    const grownMiB = (after.external - before.external) / MIB;
    process.stdout.write(
      `console: ${(TOTAL / 1e6 / seconds).toFixed(0)} MB/s; ${STALLED} stalled viewers: ${grownMiB.toFixed(1)} MiB more in buffers\n`,
    );
    // Both ends are in this process: a flow-control window of 1 MiB each, and what is between them.
    expect(grownMiB / STALLED).toBeLessThan(3);
    for (const stream of stalled) stream.cancel();
    stalledClient.close();
  });
});
