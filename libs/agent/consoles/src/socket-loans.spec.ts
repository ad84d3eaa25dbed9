import { once } from 'node:events';
import { access, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { LOAN_MS } from '@rapidvm/console';
import { VirtualTime, eventually, recordingLogger } from '@rapidvm/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeQemu } from '../test/fake-qemu.ts';
import { SocketLoans } from './socket-loans.ts';

const NAME = '0123456789abcdef0123456789abcdef';
const TO = { bootId: 'this', loan: NAME };

let root: string;
let qemu: FakeQemu;
let timers: VirtualTime;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'loans-'));
  qemu = await FakeQemu.open();
  timers = new VirtualTime();
});

afterEach(async () => {
  await qemu.close();
  await rm(root, { recursive: true, force: true });
});

const open = (folder = join(root, 'loans')): Promise<SocketLoans> =>
  SocketLoans.open({ folder, bootId: 'this', timers, logger: recordingLogger() });

describe('a socket that is lent', () => {
  it('is one more name of the socket, in a folder that nobody else can list or write', async () => {
    const lent = await (await open()).lend(qemu.screenSocket, TO);
    expect(basename(lent?.path ?? '')).toBe(NAME);
    expect((await stat(join(root, 'loans'))).mode & 0o777).toBe(0o711);
    const socket = connect(lent?.path ?? '');
    await once(socket, 'connect');
    await eventually(() => qemu.screen.connections.length === 1);
    socket.destroy();
  });

  it.each([
    ['its time is over', () => timers.advance(LOAN_MS)],
    ['it is given back, also twice', () => undefined],
  ])('has that name no longer when %s', async (what, pass) => {
    const lent = await (await open()).lend(qemu.screenSocket, TO);
    await access(lent?.path ?? '');
    await pass();
    if (what.startsWith('it is')) for (const _ of [1, 2]) lent?.close();
    await eventually(async () => (await readdir(join(root, 'loans'))).length === 0);
    await access(qemu.screenSocket);
  });

  it('is not lent to another machine, nor twice under one name, nor when it is not there', async () => {
    const loans = await open();
    expect(await loans.lend(qemu.screenSocket, { ...TO, bootId: 'another' })).toBeNull();
    expect(await loans.lend(join(root, 'none'), TO)).toBeNull();
    expect(await loans.lend(qemu.screenSocket, TO)).not.toBeNull();
    expect(await loans.lend(qemu.screenSocket, TO)).toBeNull();
  });
});

describe('the folder of loans', () => {
  it('is emptied of what a killed agent left, and told by its real path', async () => {
    await (await open()).lend(qemu.screenSocket, TO);
    await writeFile(join(root, 'loans', 'old'), '');
    await symlink(root, `${root}/link`);
    const lent = await (await open(join(root, 'link', 'loans'))).lend(qemu.screenSocket, TO);
    expect(lent?.path).toBe(join(root, 'loans', NAME));
    expect(await readdir(join(root, 'loans'))).toEqual([NAME]);
  });
});
