import { once } from 'node:events';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { AgentConsoles, SocketLoans } from '@rapidvm/agent-consoles';
import { OFFSET_BYTES } from '@rapidvm/console';
import { systemTimers } from '@rapidvm/runtime';
import { eventually, recordingLogger } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeQemu, VM, patternAt } from '../../../consoles/test/fake-qemu.ts';
import { ConsoleCaller } from '../../test/console-caller.ts';
import { ServerLab } from '../../test/server-lab.ts';

const BOOT = '0190a0a0-0000-4000-8000-00000000b007';
const ASKED = { kind: 'serial', vmId: VM, fromOffset: 0, readOnly: false } as const;

let qemu: FakeQemu;
let lab: ServerLab;
let door: string;
let names = 0;

beforeAll(async () => {
  qemu = await FakeQemu.open();
  door = join(qemu.folder, 'door');
  // As a killed agent leaves it.
  await mkdir(door, { mode: 0o777 });
  await writeFile(join(door, 'consoles.sock'), '');
  const logger = recordingLogger();
  const loans = await SocketLoans.open({ folder: join(qemu.folder, 'loans'), bootId: BOOT, timers: systemTimers, logger });
  const find = () => ({ state: 'running', process: qemu }) as const;
  const consoles = new AgentConsoles({ find, timers: systemTimers, logger });
  lab = await ServerLab.open(consoles, { folder: door, loans });
  await qemu.print(1000);
});

afterAll(async () => {
  await lab.close();
  await qemu.close();
});

const near = (bootId = BOOT) => ({ bootId, loan: (names += 1).toString(16).padStart(32, '0') });

async function answerTo(caller: ConsoleCaller, request: Parameters<ConsoleCaller['open']>[0]): Promise<unknown> {
  let said: unknown = null;
  caller.onFrame((kind, payload) => {
    if (kind === 'opened') said = JSON.parse(payload.toString());
  });
  caller.open(request);
  return eventually(() => said);
}

/** A caller that has come in by the door. */
async function comeIn(): Promise<ConsoleCaller> {
  const knocking = await lab.caller();
  const to = near();
  const path = join(qemu.folder, 'loans', to.loan);
  expect(await answerTo(knocking, { ...ASKED, near: to })).toEqual({ lent: path });
  const caller = new ConsoleCaller(path);
  await once(caller.socket, 'connect');
  knocking.close();
  return caller;
}

describe('the door for a controller on the same machine', { timeout: 30_000 }, () => {
  it('takes a serial console as the network does, also when the connection by which it was lent has gone', async () => {
    const caller = await comeIn();
    await eventually(async () => (await readdir(join(qemu.folder, 'loans'))).length === 0);
    const got: Buffer[] = [];
    caller.onFrame((kind, payload) => {
      if (kind === 'data') got.push(payload.subarray(OFFSET_BYTES));
    });
    expect(await answerTo(caller, ASKED)).toEqual({ firstOffset: 0, nextOffset: 1000 });
    await eventually(() => Buffer.concat(got).equals(patternAt(0, 1000)));
    await qemu.print(500);
    await eventually(() => Buffer.concat(got).equals(patternAt(0, 1500)));
    caller.input(Buffer.from('key'));
    await eventually(() => qemu.serial.received.toString() === 'key');
    caller.close();
    await eventually(() => qemu.serial.connections.length === 0);
  });

  it('holds back what a viewer types that may only look', async () => {
    const caller = await comeIn();
    await answerTo(caller, { ...ASKED, readOnly: true });
    caller.input(Buffer.from('x'));
    expect((await caller.refusal()).code).toBe('not-permitted');
  });

  it('is known by its own path only, in a folder that is closed', async () => {
    const caller = await comeIn();
    expect((await stat(door)).mode & 0o777).toBe(0o700);
    const known = (await readFile('/proc/net/unix', 'utf8')).split('\n').filter((line) => line.includes(qemu.folder));
    expect(known.filter((line) => line.includes('/loans/'))).toEqual([]);
    expect(known.some((line) => line.endsWith(join(door, 'consoles.sock')))).toBe(true);
    caller.close();
  });

  it('is not lent to a controller of another machine, nor to who does not ask for it', async () => {
    for (const request of [ASKED, { ...ASKED, near: near('0190a0a0-0000-4000-8000-000000000bad') }]) {
      const caller = await lab.caller();
      expect(await answerTo(caller, request)).toHaveProperty('nextOffset');
      caller.close();
    }
  });

  it('closes with the agent, and ends who came by it', async () => {
    const caller = await comeIn();
    await answerTo(caller, ASKED);
    await lab.close();
    await caller.gone;
    const late = connect(join(door, 'consoles.sock'));
    await expect(once(late, 'connect')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
