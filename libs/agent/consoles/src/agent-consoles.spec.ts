import type { SerialViewer, ViewerEvents } from '@rapidvm/agent-app';
import { MAX_FRAME_BYTES, SERIAL_CHUNK_BYTES, SERIAL_HISTORY_BYTES } from '@rapidvm/console';
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

const events = (): ViewerEvents & { rooms: number; readonly faults: unknown[] } => ({
  rooms: 0,
  faults: [],
  room() {
    this.rooms += 1;
  },
  failed(error) {
    this.faults.push(error);
  },
});

const serial = (fromOffset: number | null = null, readOnly = false, heard = events()): Promise<SerialViewer> =>
  consoles.openSerial(VM, { fromOffset, readOnly }, heard);

const unread = Buffer.alloc(SERIAL_CHUNK_BYTES);

/** A screen whose bytes are taken one buffer at a time, when the test asks. */
async function screen(readOnly = false) {
  const chunks: { readonly bytes: Buffer; readonly again: () => void }[] = [];
  const seen = { chunks, ended: false };
  const room = Buffer.alloc(MAX_FRAME_BYTES);
  const viewer = await consoles.openScreen(
    VM,
    { readOnly },
    {
      ...events(),
      space: () => room,
      filled: (length, again) => {
        chunks.push({ bytes: Buffer.from(room.subarray(0, length)), again });
        return false;
      },
      ended: () => void (seen.ended = true),
    },
  );
  return { ...viewer, seen };
}

/** Reads up to `to`, checking every byte; returns the gaps. */
async function readTo(viewer: SerialViewer, from: number, to: number): Promise<(readonly [number, number])[]> {
  const gaps: (readonly [number, number])[] = [];
  const space = Buffer.alloc(SERIAL_CHUNK_BYTES);
  let at = from;
  while (at < to) {
    const chunk = await viewer.next(space);
    if (chunk === null) throw new Error(`ended at ${at}`);
    if (chunk.kind === 'gap') {
      expect(chunk.fromOffset).toBe(at);
      gaps.push([chunk.fromOffset, chunk.toOffset]);
      at = chunk.toOffset;
    } else {
      expect(chunk.offset).toBe(at);
      expect(patternAt(at, chunk.length).equals(space.subarray(0, chunk.length))).toBe(true);
      at += chunk.length;
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
    expect(await second.next(unread)).toBeNull();
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
    for (const viewer of viewers) expect(viewer.write(Buffer.from('ab'))).toBe(true);
    await eventually(() => qemu.serial.received.toString() === 'ababab');
    const out = qemu.serial.connections[0];
    for (let n = 0; n < 64; n += 1) await new Promise((resolve) => out?.write(Buffer.alloc(65_536), resolve));
    for (const viewer of viewers) viewer.close();
    await eventually(() => qemu.serial.connections.length === 0);
    const again = await serial();
    again.write(Buffer.from('c'));
    await eventually(() => qemu.serial.received.toString() === 'abababc');
    again.close();
  });

  it('makes who types wait for a guest that does not read, within bounds', async () => {
    qemu.serial.reads = false;
    const heard = events();
    const viewer = await serial(null, false, heard);
    let typed = 0;
    while (viewer.write(Buffer.alloc(65_536, 97))) typed += 65_536;
    expect(typed).toBeLessThan(MIB);
    expect(heard.rooms).toBe(0);
    await eventually(() => qemu.serial.connections.length === 1);
    const [socket] = qemu.serial.connections;
    if (socket !== undefined) qemu.serial.read(socket);
    await eventually(() => heard.rooms === 1);
    expect(viewer.write(Buffer.from('more'))).toBe(true);
    await eventually(() => qemu.serial.received.length === typed + 65_536 + 4);
    viewer.close();
  });

  it('is typed into over a new connection when QEMU has closed the one before', async () => {
    const heard = events();
    const viewer = await serial(null, false, heard);
    await eventually(() => qemu.serial.connections.length === 1);
    qemu.serial.connections[0]?.destroy();
    await eventually(() => qemu.serial.connections.length === 0);
    await eventually(() => {
      viewer.write(Buffer.from('x'));
      return heard.rooms > 0;
    });
    await eventually(() => qemu.serial.received.length > 0);
    qemu.serial.connections[0]?.destroy();
    await qemu.serial.close();
    await eventually(() => {
      viewer.write(Buffer.from('x'));
      return heard.faults.length > 0;
    });
    expect(heard.faults[0]).toMatchObject({ code: 'console-unavailable' });
    viewer.close();
    await qemu.serial.open();
  });

  it('ends after its last byte when QEMU is gone', async () => {
    const viewer = await serial();
    await qemu.print(100_000);
    qemu.end();
    await readTo(viewer, 0, 100_000);
    expect(await viewer.next(unread)).toBeNull();
    viewer.close();
  });

  it('can be read-only', async () => {
    const viewer = await serial(null, true);
    expect(() => viewer.write(Buffer.from('x'))).toThrow(expect.objectContaining({ code: 'not-permitted' }));
    viewer.close();
  });

  it('is refused by name before anything is opened', async () => {
    await expect(
      consoles.openSerial('nobody' as typeof VM, { fromOffset: null, readOnly: false }, events()),
    ).rejects.toMatchObject({ code: 'not-found' });
    state = 'starting';
    await expect(serial()).rejects.toMatchObject({ code: 'console-unavailable' });
    state = 'stopped';
    await expect(serial()).rejects.toMatchObject({ code: 'wrong-state', details: { state: 'stopped' } });
    await expect(screen()).rejects.toMatchObject({ code: 'wrong-state' });
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
    const [one, two] = [await screen(), await screen()];
    await eventually(() => qemu.screen.connections.length === 2);
    const total = 100 * 65_536;
    const [socket] = qemu.screen.connections;
    let flushed = 0;
    for (let n = 0; n < 100; n += 1) socket?.write(patternAt(n * 65_536, 65_536), () => (flushed += 65_536));
    await eventually(() => flushed > 0);
    expect(one.seen.chunks).toEqual([]);
    one.start();
    two.start();
    for (let at = 0; at < total;) {
      const { bytes, again } = await eventually(() => one.seen.chunks.shift());
      // Nothing else comes before it was passed on.
      expect(one.seen.chunks).toEqual([]);
      expect(flushed - at).toBeLessThan(2 * MIB);
      expect(patternAt(at, bytes.length).equals(bytes)).toBe(true);
      at += bytes.length;
      again();
    }
    one.close();
    two.close();
    await eventually(() => one.seen.ended && two.seen.ended);
    await eventually(() => qemu.screen.connections.length === 0);
  });

  it('ends when QEMU closes it, and filters what a read-only viewer sends', async () => {
    const viewer = await screen(true);
    viewer.start();
    const hello = [...Buffer.from('RFB 003.008\n'), 1, 1];
    viewer.write(Buffer.from([...hello, 4, 1, 0, 0, 0, 0, 0, 65, 3, 0, 0, 0, 0, 0, 0, 1, 0, 1]));
    await eventually(() => qemu.screen.received.length === 24);
    expect(() => viewer.write(Buffer.from([99]))).toThrow(expect.objectContaining({ code: 'not-permitted' }));
    qemu.screen.connections[0]?.end(Buffer.from('bye'));
    const { bytes, again } = await eventually(() => viewer.seen.chunks.shift());
    expect(bytes.toString()).toBe('bye');
    again();
    await eventually(() => viewer.seen.ended);
  });

  it('has a bounded number of viewers', async () => {
    const viewers = [];
    for (let n = 0; n < MAX_SCREEN_VIEWERS_PER_VM; n += 1) viewers.push(await screen());
    await expect(screen()).rejects.toMatchObject({ code: 'limit-exceeded' });
    viewers.pop()?.close();
    await eventually(() => screen().then((viewer) => viewers.push(viewer)));
    for (const viewer of viewers) viewer.close();
  });
});
