import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { AgentConsoles, SocketLoans } from '@rapidvm/agent-consoles';
import type { OpenRequest } from '@rapidvm/console';
import { systemTimers } from '@rapidvm/runtime';
import { eventually, recordingLogger } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeQemu, VM } from '../../../consoles/test/fake-qemu.ts';
import type { ConsoleCaller } from '../../test/console-caller.ts';
import { ServerLab } from '../../test/server-lab.ts';

const MAX_SCREEN_VIEWERS_PER_VM = 16;
const BOOT = '0190a0a0-0000-4000-8000-00000000b007';
const ASKED = { kind: 'screen', vmId: VM, readOnly: false } as const;

let qemu: FakeQemu;
let lab: ServerLab;
let names = 0;

beforeAll(async () => {
  qemu = await FakeQemu.open();
  const logger = recordingLogger();
  const loans = await SocketLoans.open({ folder: join(qemu.folder, 'loans'), bootId: BOOT, timers: systemTimers, logger });
  const find = () => ({ state: 'running', process: qemu }) as const;
  lab = await ServerLab.open(new AgentConsoles({ find, loans, timers: systemTimers, logger }));
});

afterAll(async () => {
  await lab.close();
  await qemu.close();
});

/** Each with a name of its own. */
const near = (bootId = BOOT) => ({ bootId, loan: (names += 1).toString(16).padStart(32, '0') });

async function opened(request: OpenRequest): Promise<{ readonly caller: ConsoleCaller; readonly said: unknown }> {
  const caller = await lab.caller();
  let said: unknown = null;
  caller.onFrame((kind, payload) => {
    if (kind === 'opened') said = JSON.parse(payload.toString());
  });
  caller.open(request);
  await eventually(() => said !== null);
  return { caller, said };
}

describe('a screen', { timeout: 60_000 }, () => {
  it('is lent to a controller on this machine that may type, under the name that it made up', async () => {
    const to = near();
    const { caller, said } = await opened({ ...ASKED, near: to });
    const path = join(qemu.folder, 'loans', to.loan);
    expect(said).toEqual({ lent: path });
    expect(qemu.screen.connections).toHaveLength(0);
    const socket = connect(path);
    await once(socket, 'connect');
    await eventually(() => qemu.screen.connections.length === 1);
    caller.close();
    // The name goes with the connection; who has taken it is the controller's to end.
    await eventually(async () => (await readdir(join(qemu.folder, 'loans'))).length === 0);
    socket.destroy();
    await eventually(() => qemu.screen.connections.length === 0);
  });

  it.each([
    ['is on another machine', { ...ASKED, near: near('0190a0a0-0000-4000-8000-000000000bad') }],
    ['may only look', { ...ASKED, readOnly: true, near: near() }],
    ['does not ask for it', ASKED],
  ])('comes on the connection to a controller that %s', async (_what, request) => {
    const { caller, said } = await opened(request);
    expect(said).toEqual({});
    const socket = await eventually(() => qemu.screen.connections[0]);
    socket.write('RFB');
    await eventually(() => caller.heard.includes('data'));
    caller.close();
    await eventually(() => qemu.screen.connections.length === 0);
  });

  it.each([
    ['a name that leads elsewhere', { ...near(), loan: '../screen.sock' }],
    ['a name that is too short', { ...near(), loan: 'ab' }],
    ['no boot id', { ...near(), bootId: 'here' }],
  ])('is not lent under %s', async (_what, to) => {
    const caller = await lab.caller();
    caller.open({ ...ASKED, near: to });
    expect((await caller.refusal()).code).toBe('invalid-input');
  });

  it('that is lent takes no input by way of the agent, and counts as a viewer until the connection ends', async () => {
    const { caller: typing } = await opened({ ...ASKED, near: near() });
    typing.input(Buffer.from('x'));
    expect((await typing.refusal()).code).toBe('invalid-input');
    await typing.gone;
    const all = await Promise.all(Array.from({ length: MAX_SCREEN_VIEWERS_PER_VM }, () => opened({ ...ASKED, near: near() })));
    const late = await lab.caller();
    late.open({ ...ASKED, near: near() });
    expect((await late.refusal()).code).toBe('limit-exceeded');
    for (const { caller } of all) caller.close();
    await eventually(async () => {
      const { caller, said } = await opened({ ...ASKED, near: near() });
      caller.close();
      return said !== null;
    });
  });
});
