import type { SerialViewer } from '@rapidvm/agent-app';
import { SERIAL_CHUNK_BYTES, SERIAL_HISTORY_BYTES } from '@rapidvm/console';
import type { VmState } from '@rapidvm/domain';
import { MIB, notFound } from '@rapidvm/kernel';
import { SERIAL_LOG_KEPT_BYTES } from '@rapidvm/qemu-host';
import { systemTimers } from '@rapidvm/runtime';
import { eventually, recordingLogger } from '@rapidvm/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeQemu, VM, patternAt } from '../test/fake-qemu.ts';
import { AgentConsoles } from './agent-consoles.ts';
import { MAX_SCREEN_VIEWERS_PER_VM, MAX_SERIAL_VIEWERS_PER_VM } from './limits.ts';
import { KEPT_BYTES } from './log-viewer.ts';

let qemu: FakeQemu;
let state: VmState;
let consoles: AgentConsoles;

beforeEach(async () => {
  qemu = await FakeQemu.open();
  state = 'running';
  consoles = new AgentConsoles({
    find: (vmId) => {
      if (vmId !== VM) throw notFound('VM', vmId);
      return { state, process: state === 'starting' ? null : qemu };
    },
    timers: systemTimers,
    logger: recordingLogger(),
  });
});

afterEach(() => qemu.close());

const serial = (fromOffset: number | null = null, readOnly = false): Promise<SerialViewer> =>
  consoles.openSerial(VM, fromOffset, readOnly);

/** Reads up to `to`, checking every byte; returns the gaps. */
async function readTo(viewer: SerialViewer, from: number, to: number): Promise<(readonly [number, number])[]> {
  const gaps: (readonly [number, number])[] = [];
  let at = from;
  while (at < to) {
    const chunk = await viewer.next();
    if (chunk === null) throw new Error(`ended at ${at}`);
    if (chunk.kind === 'gap') {
      expect(chunk.fromOffset).toBe(at);
      gaps.push([chunk.fromOffset, chunk.toOffset]);
      at = chunk.toOffset;
    } else {
      expect(chunk.offset).toBe(at);
      expect(chunk.bytes.length).toBeLessThanOrEqual(SERIAL_CHUNK_BYTES);
      expect(patternAt(at, chunk.bytes.length).equals(chunk.bytes)).toBe(true);
      at += chunk.bytes.length;
    }
  }
  return gaps;
}

describe('a serial console', { timeout: 30_000 }, () => {
  it('has what was printed before, and follows what is printed, for each viewer from its own offset', async () => {
    await qemu.print(200_000);
    const [first, second] = [await serial(), await serial(150_000)];
    expect([first.firstOffset, first.nextOffset]).toEqual([0, 200_000]);
    const reading = Promise.all([readTo(first, 0, 300_000), readTo(second, 150_000, 300_000)]);
    for (let n = 0; n < 100; n += 1) await qemu.print(1000);
    expect(await reading).toEqual([[], []]);
    first.close();
    second.close();
    expect(await second.next()).toBeNull();
  });

  it('tells what is no longer kept, to who comes late and to who is slow; the others lose nothing', async () => {
    await qemu.print(MIB);
    const [slow, fast] = [await serial(0), await serial(0)];
    await readTo(fast, 0, MIB);
    for (let n = 0; n < 24; n += 1) {
      await qemu.print(MIB);
      expect(await readTo(fast, (n + 1) * MIB, (n + 2) * MIB)).toEqual([]);
    }
    const first = 25 * MIB - SERIAL_HISTORY_BYTES;
    expect((await readTo(slow, 0, 25 * MIB)).at(-1)).toEqual([expect.any(Number), first]);
    const late = await serial(5);
    expect(late.firstOffset).toBe(first);
    expect(await readTo(late, 5, 25 * MIB)).toEqual([[5, first]]);
    for (const viewer of [slow, fast, late]) viewer.close();
  });

  it('serves no more than what the log keeps on disk', () => {
    expect(SERIAL_LOG_KEPT_BYTES).toBeGreaterThanOrEqual(KEPT_BYTES);
  });

  it('takes keys over one connection for all, while it drains what comes out of it', async () => {
    const viewers = [await serial(), await serial(), await serial()];
    await eventually(() => qemu.serial.connections.length === 1);
    for (const viewer of viewers) await viewer.type(Buffer.from('ab'));
    await eventually(() => qemu.serial.received.toString() === 'ababab');
    const out = qemu.serial.connections[0];
    for (let n = 0; n < 64; n += 1) await new Promise((resolve) => out?.write(Buffer.alloc(65_536), resolve));
    for (const viewer of viewers) viewer.close();
    await eventually(() => qemu.serial.connections.length === 0);
    const again = await serial();
    await again.type(Buffer.from('c'));
    await eventually(() => qemu.serial.received.toString() === 'abababc');
    again.close();
  });

  it('makes who types wait for a guest that does not read, within bounds', async () => {
    qemu.serial.reads = false;
    const viewer = await serial();
    let typed = 0;
    const typing = (async () => {
      for (let n = 0; n < 200; n += 1) {
        await viewer.type(Buffer.alloc(65_536, 97));
        typed += 65_536;
      }
    })();
    await eventually(() => typed > 0);
    const before = typed;
    for (let n = 0; n < 20; n += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(typed).toBeLessThan(before + MIB);
    const [socket] = qemu.serial.connections;
    if (socket !== undefined) qemu.serial.read(socket);
    await typing;
    await eventually(() => qemu.serial.received.length === 200 * 65_536);
    viewer.close();
  });

  it('ends after its last byte when QEMU is gone', async () => {
    const viewer = await serial();
    await qemu.print(100_000);
    qemu.end();
    await readTo(viewer, 0, 100_000);
    expect(await viewer.next()).toBeNull();
    viewer.close();
  });

  it('can be read-only', async () => {
    const viewer = await serial(null, true);
    await expect(viewer.type(Buffer.from('x'))).rejects.toMatchObject({ code: 'not-permitted' });
    viewer.close();
  });

  it('is refused by name before anything is opened', async () => {
    await expect(consoles.openSerial('nobody' as typeof VM, null, false)).rejects.toMatchObject({ code: 'not-found' });
    state = 'starting';
    await expect(serial()).rejects.toMatchObject({ code: 'console-unavailable' });
    state = 'stopped';
    await expect(serial()).rejects.toMatchObject({ code: 'wrong-state', details: { state: 'stopped' } });
    await expect(consoles.openScreen(VM, false)).rejects.toMatchObject({ code: 'wrong-state' });
    state = 'running';
    await qemu.serial.close();
    await expect(serial()).rejects.toMatchObject({ code: 'console-unavailable' });
    await qemu.serial.open();
    expect(qemu.screen.connections).toEqual([]);
  });

  it('has a bounded number of viewers, and room again when one leaves', async () => {
    const viewers = [];
    for (let n = 0; n < MAX_SERIAL_VIEWERS_PER_VM; n += 1) viewers.push(await serial());
    await expect(serial()).rejects.toMatchObject({ code: 'limit-exceeded' });
    viewers.pop()?.close();
    viewers.push(await serial());
    for (const viewer of viewers) viewer.close();
  });
});

describe('a screen', { timeout: 30_000 }, () => {
  it('is a connection for each viewer, and reads only as fast as the viewer does', async () => {
    const [one, two] = [await consoles.openScreen(VM, false), await consoles.openScreen(VM, false)];
    await eventually(() => qemu.screen.connections.length === 2);
    let flushed = 0;
    const [socket] = qemu.screen.connections;
    for (let n = 0; n < 100; n += 1) socket?.write(patternAt(n * 65_536, 65_536), () => (flushed += 65_536));
    await eventually(() => flushed > 0);
    expect(flushed).toBeLessThan(2 * MIB);
    for (let at = 0; at < 100 * 65_536;) {
      const bytes = await one.next();
      if (bytes === null) throw new Error('ended');
      expect(patternAt(at, bytes.length).equals(bytes)).toBe(true);
      at += bytes.length;
    }
    one.close();
    two.close();
    expect(await two.next()).toBeNull();
    await eventually(() => qemu.screen.connections.length === 0);
  });

  it('ends when QEMU closes it, and filters what a read-only viewer sends', async () => {
    const viewer = await consoles.openScreen(VM, true);
    await viewer.send(
      Buffer.from([...Buffer.from('RFB 003.008\n'), 1, 1, 4, 1, 0, 0, 0, 0, 0, 65, 3, 0, 0, 0, 0, 0, 0, 1, 0, 1]),
    );
    await eventually(() => qemu.screen.received.length === 24);
    await expect(viewer.send(Buffer.from([99]))).rejects.toMatchObject({ code: 'not-permitted' });
    const next = viewer.next();
    qemu.screen.connections[0]?.end();
    expect(await next).toBeNull();
    viewer.close();
  });

  it('has a bounded number of viewers', async () => {
    const viewers = [];
    for (let n = 0; n < MAX_SCREEN_VIEWERS_PER_VM; n += 1) viewers.push(await consoles.openScreen(VM, false));
    await expect(consoles.openScreen(VM, false)).rejects.toMatchObject({ code: 'limit-exceeded' });
    viewers.pop()?.close();
    await eventually(() => consoles.openScreen(VM, false).then((viewer) => viewers.push(viewer)));
    for (const viewer of viewers) viewer.close();
  });
});
