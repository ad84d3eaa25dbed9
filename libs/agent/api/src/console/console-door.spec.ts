import type { Duplex } from 'node:stream';
import { duplexPair } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { AgentConsoles } from '@rapidvm/agent-consoles';
import { FrameSplitter, MAX_FRAME_BYTES, MAX_INPUT_BYTES, MAX_OPEN_BYTES } from '@rapidvm/console';
import type { FrameKind } from '@rapidvm/console';
import type { VmState } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { asId, notFound } from '@rapidvm/kernel';
import type { Timers } from '@rapidvm/kernel';
import { hostDnsName } from '@rapidvm/controller-identity';
import { systemTimers } from '@rapidvm/runtime';
import { eventually, recordingLogger, seededRng, VirtualTime } from '@rapidvm/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FakeQemu, VM } from '../../../consoles/test/fake-qemu.ts';
import type { ConsoleCaller } from '../../test/console-caller.ts';
import { frameOf } from '../../test/console-caller.ts';
import { HOST, ServerLab, hostCertificate } from '../../test/server-lab.ts';
import { CONTROLLER_NAME } from '../controller-only.ts';
import { MAX_CONSOLES } from '../limits.ts';
import { RefusalLog } from '../refusal-log.ts';
import { ConsoleDoor } from './console-door.ts';

const NOBODY = '0190a0a0-0000-7000-8000-00000000dead';
const SERIAL = { kind: 'serial', vmId: VM, fromOffset: 0, readOnly: false } as const;
const SCREEN = { kind: 'screen', vmId: VM, readOnly: false } as const;

let qemu: FakeQemu;
let consoles: AgentConsoles;
let lab: ServerLab;
let state: VmState;

beforeAll(async () => {
  qemu = await FakeQemu.open();
  const find = (vmId: typeof VM) => {
    if (vmId !== VM) throw notFound('VM', vmId);
    return { state, process: qemu };
  };
  consoles = new AgentConsoles({ find, timers: systemTimers, logger: recordingLogger() });
  lab = await ServerLab.open(consoles);
});

beforeEach(() => {
  state = 'running';
});

afterAll(async () => {
  await lab.close();
  await qemu.close();
});

function quiet(timers: Timers) {
  const logger = recordingLogger();
  return { logger, refusals: new RefusalLog(timers, logger) };
}

/** A connection on which `says` is written as soon as it stands. */
async function saying(...says: readonly (readonly [FrameKind, Uint8Array | object])[]): Promise<ConsoleCaller> {
  const caller = await lab.caller();
  for (const [kind, what] of says) {
    if (what instanceof Uint8Array) caller.frame(kind, what);
    else caller.json(kind, what);
  }
  return caller;
}

function codeIn(answer: Buffer): string {
  const [frame] = new FrameSplitter({ failed: MAX_FRAME_BYTES }).take(answer);
  return frame === undefined
    ? 'given up'
    : z.object({ code: z.string() }).parse(JSON.parse(String(Buffer.from(frame.payload)))).code;
}

describe('who may open consoles', () => {
  it('is the controller, and no host, not even this one', async () => {
    for (const hostId of [HOST, asId<HostId>('0190a0a0-0000-7000-8000-00000000000b')]) {
      const other = await lab.caller(await hostCertificate(lab.identity, hostId));
      expect(await other.refusal()).toMatchObject({ code: 'not-permitted', details: { has: `DNS:${hostDnsName(hostId)}` } });
      await other.gone;
    }
  });

  it('is nobody of another authority', async () => {
    const foreign = await ServerLab.open();
    const other = await lab.caller(await foreign.identity.controllerCertificate());
    other.open(SERIAL);
    await expect(other.refusal()).rejects.toThrow('without a refusal');
    await foreign.close();
  });
});

describe('a console connection', { timeout: 60_000 }, () => {
  it('carries a serial console both ways, to its end', async () => {
    await qemu.print(100);
    const caller = await saying(['open', { ...SERIAL, fromOffset: 40 }]);
    const told: [FrameKind, Buffer][] = [];
    caller.onFrame((kind, payload) => told.push([kind, payload]));
    await eventually(() => told.length === 2);
    expect(JSON.parse(told[0]?.[1].toString() ?? '')).toEqual({ firstOffset: 0, nextOffset: 100 });
    expect([told[1]?.[0], told[1]?.[1].readBigUInt64BE(), told[1]?.[1].length]).toEqual(['data', 40n, 8 + 60]);
    caller.input(Buffer.from('ls\r'));
    await eventually(() => qemu.serial.received.toString() === 'ls\r');
    caller.close();
    await eventually(() => qemu.serial.connections.length === 0);
  });

  it('carries a screen both ways, and says when the VM has ended', async () => {
    const caller = await saying(['open', SCREEN]);
    await eventually(() => caller.heard.includes('opened'));
    const [socket] = qemu.screen.connections;
    let seen = '';
    caller.onFrame((kind, payload) => (seen += kind === 'data' ? payload.toString() : kind));
    socket?.write('RFB 003.008\n');
    await eventually(() => seen === 'RFB 003.008\n');
    caller.input(Buffer.from('RFB 003.008\n'));
    await eventually(() => qemu.screen.received.toString() === 'RFB 003.008\n');
    socket?.end('bye');
    await caller.gone;
    expect(seen).toBe('RFB 003.008\nbyeclosed');
  });

  it.each<[string, readonly (readonly [FrameKind, Uint8Array | object])[], string]>([
    ['no request', [['open', Buffer.from('{')]], 'invalid-input'],
    ['fields that are none of ours', [['open', { ...SERIAL, extra: 1 }]], 'invalid-input'],
    ['a screen from an offset', [['open', { ...SCREEN, fromOffset: 1 }]], 'invalid-input'],
    ['no VM of this host', [['open', { ...SCREEN, vmId: NOBODY }]], 'not-found'],
    ['input before it is open', [['input', Buffer.from('x')]], 'invalid-input'],
    [
      'input too early',
      [
        ['open', SERIAL],
        ['input', Buffer.from('x')],
      ],
      'invalid-input',
    ],
    [
      'two requests',
      [
        ['open', SERIAL],
        ['open', SERIAL],
      ],
      'invalid-input',
    ],
    ['a request that is too long', [['open', Buffer.alloc(MAX_OPEN_BYTES + 1, ' ')]], 'invalid-input'],
    ['input that is too long', [['input', Buffer.alloc(MAX_INPUT_BYTES + 1)]], 'invalid-input'],
    ['words of ours', [['closed', { code: 'x', message: 'y' }]], 'invalid-input'],
  ])('is refused by code for %s', async (_what, says, code) => {
    const caller = await saying(...says);
    expect(await caller.refusal()).toMatchObject({ code });
    await caller.gone;
  });

  it('is refused in a state that has no console, and for typing where only looking is allowed', async () => {
    const looking = await saying(['open', { ...SERIAL, readOnly: true }]);
    await eventually(() => looking.heard.includes('opened'));
    looking.input(Buffer.from('x'));
    expect((await looking.refusal()).code).toBe('not-permitted');
    state = 'stopped';
    for (const wanted of [SERIAL, SCREEN]) {
      const caller = await saying(['open', wanted]);
      expect((await caller.refusal()).code).toBe('wrong-state');
    }
  });

  it('ends when nothing is asked for in time', async () => {
    const caller = await lab.caller();
    expect((await caller.refusal()).code).toBe('timed-out');
  }, 20_000);
});

describe('how many consoles are open', () => {
  // Without TLS and with time standing still: what is waited for is only the door.
  it('is bounded, and there is room again when one goes', async () => {
    const timers = new VirtualTime();
    const door = new ConsoleDoor({ consoles, near: null, timers, ...quiet(timers) });
    const knock = (): { ours: Duplex; theirs: Duplex } => {
      const [ours, theirs] = duplexPair({ allowHalfOpen: false });
      door.take(theirs, `DNS:${CONTROLLER_NAME}`);
      return { ours, theirs };
    };
    const waiting = Array.from({ length: MAX_CONSOLES }, knock);
    expect(door.size).toBe(MAX_CONSOLES);
    expect(codeIn(await buffer(knock().ours))).toBe('limit-exceeded');
    waiting[0]!.theirs.destroy();
    await eventually(() => door.size === MAX_CONSOLES - 1);
    knock();
    expect(door.size).toBe(MAX_CONSOLES);
    door.close();
    await eventually(() => door.size === 0);
  });
});

describe('10,000 malformed openings', { timeout: 120_000 }, () => {
  const rng = seededRng(7);
  const some = (max: number): number => Math.floor(rng.fraction() * max);
  const whole = frameOf('open', Buffer.from(JSON.stringify(SERIAL)));

  /** Noise; a request with bytes changed; one that is cut off; one whose fields are wrong. */
  function malformed(): Buffer {
    const kind = rng.fraction();
    if (kind < 0.3) return Buffer.from(rng.bytes(1 + some(200)));
    if (kind < 0.6) return Buffer.from(whole).fill(255 - some(128), some(4), 4);
    if (kind < 0.8) return frameOf('open', Buffer.from(whole.subarray(4, 4 + some(60))));
    return frameOf('open', Buffer.from(JSON.stringify({ ...SERIAL, vmId: String(rng.fraction()), readOnly: some(3) })));
  }

  it('are refused by code or given up, and disturb nobody', async () => {
    const find = (): never => {
      throw notFound('VM', VM);
    };
    const consoles = new AgentConsoles({ find, timers: systemTimers, logger: recordingLogger() });
    const door = new ConsoleDoor({ consoles, near: null, timers: systemTimers, ...quiet(systemTimers) });
    const codes = new Map<string, number>();
    const one = async (): Promise<void> => {
      const [ours, theirs] = duplexPair({ allowHalfOpen: false });
      door.take(theirs, `DNS:${CONTROLLER_NAME}`);
      ours.end(malformed());
      const code = codeIn(await buffer(ours));
      codes.set(code, (codes.get(code) ?? 0) + 1);
    };
    for (let n = 0; n < 10_000; n += 50) await Promise.all(Array.from({ length: 50 }, one));
    expect([...codes.keys()].toSorted()).toEqual(['given up', 'invalid-input']);
    expect(codes.get('invalid-input')).toBeGreaterThan(8000);
    expect(door.size).toBe(0);
  });

  it('over TLS do no more', async () => {
    const viewer = await saying(['open', SERIAL]);
    await eventually(() => viewer.heard.includes('opened'));
    for (let n = 0; n < 200; n += 1) {
      const caller = await lab.caller();
      caller.socket.end(malformed());
      await caller.gone;
    }
    viewer.input(Buffer.from('!'));
    await eventually(() => qemu.serial.received.toString().endsWith('!'));
    viewer.close();
  });
});
