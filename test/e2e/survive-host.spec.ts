/** What goes wrong on a host: a full disk, a second agent, a clock that is an hour off. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, open, readFile, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import type { HostView, ImageView } from '@rapidvm/operations';
import { AGENT_PROGRAM, CHECKOUT } from '../../scripts/launcher/checkout.ts';
import { agentDaemon } from '../../scripts/launcher/controller.ts';
import { startDaemon } from '../../scripts/launcher/daemon.ts';
import { dataLayout } from '../../scripts/launcher/data-layout.ts';
import { startProduct, type Product } from './harness/index.ts';
import { shiftedClock } from './harness/shifted-clock.ts';

const run = promisify(execFile);
/** Holds the guest image (about 90 MB) and little more. */
const DATASTORE_SIZE = '160m';
const MIB = 1024 * 1024;
const HOUR_MS = 3_600_000;

let folder: string;
let product: Product;
let image: ImageView;
const layoutNow = (): ReturnType<typeof dataLayout> => dataLayout(folder);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapidvm-e2e-host-'));
  await chmod(folder, 0o755);
  const { datastore } = layoutNow();
  await mkdir(datastore);
  await run('mount', ['-t', 'tmpfs', '-o', `size=${DATASTORE_SIZE},mode=0755`, 'rapidvm-test', datastore]);
  product = await startProduct({ dataDir: folder, hello: false });
  image = (await product.api.call('image.list', {})).items[0]!;
});
afterAll(async () => {
  await product?.stop();
  await run('umount', [layoutNow().datastore]);
  await rm(folder, { recursive: true });
});

/** Writes a file that leaves `bytes` free in the datastore; returns how to remove it. */
async function fillBut(bytes: number): Promise<() => Promise<void>> {
  const path = join(layoutNow().datastore, 'filler');
  const { bavail, bsize } = await statfs(layoutNow().datastore);
  const file = await open(path, 'w');
  const block = Buffer.alloc(MIB, 1);
  for (let left = bavail * bsize - bytes; left > 0; left -= MIB) await file.write(block.subarray(0, Math.min(MIB, left)));
  await file.close();
  return () => rm(path);
}

describe('a full disk while creating', () => {
  const create = () => product.api.call('vm.create', { name: 'big', image: image.id, memoryMiB: 128 });
  const local = async (): Promise<HostView> => (await product.api.call('host.list', {})).items[0]!;

  /** The agent looks at its datastores as it starts, and then not for a minute. */
  async function looksAnew(): Promise<void> {
    await product.kill('agent');
    await product.up();
    const { bavail, bsize } = await statfs(layoutNow().datastore);
    const told = async () => (await local()).inventory?.datastores.find(({ name }) => name === 'local')?.freeBytes;
    await eventually(async () => Math.abs(((await told()) ?? Infinity) - bavail * bsize) < MIB, 180_000);
  }
  /** Everything that would be there of a VM `big`: here, on its host's disk, in its agent's memory, and of the room promised to it. */
  async function nothingIsLeft(): Promise<void> {
    const files = await readdir(layoutNow().datastore, { recursive: true });
    expect(files.filter((name) => name.includes('big-'))).toEqual([]);
    expect(await readdir(join(layoutNow().agentData, 'ledger'))).toEqual([]);
    expect((await product.api.call('vm.list', { name: 'big' })).items).toEqual([]);
    const none = { used: 0, inFlight: 0 };
    expect(await local()).toMatchObject({ vmCount: 0, capacity: { memoryMiB: none, cpus: none } });
  }
  let makeRoom: () => Promise<void>;

  it('is found by the host: the task says how much is needed and how much is there, and is undone', async () => {
    await looksAnew();
    makeRoom = await fillBut(64 * 1024);
    const { bavail, bsize } = await statfs(layoutNow().datastore);
    const { task } = await create();
    const ended = await eventually(async () => {
      const now = await product.api.call('task.get', { id: task.id });
      return now.endedAt === null ? null : now;
    }, 180_000);
    const details = { datastore: 'local', neededBytes: 16 * MIB, freeBytes: bavail * bsize };
    expect(ended).toMatchObject({ state: 'failed', error: { code: 'storage-full', details } });
    expect(ended.steps.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'take a place on a host: undone',
      'make its disks: undone',
    ]);
    await nothingIsLeft();
  });

  it('is refused at once when the host has told of it', async () => {
    await looksAnew();
    const refusal = { host: (await local()).name, code: 'datastore-full', reason: expect.stringContaining('local') as string };
    await expect(create()).rejects.toMatchObject({ code: 'no-host-fits', details: { refusals: [refusal] } });
    await nothingIsLeft();
  });

  it('is over when there is room', async () => {
    await makeRoom();
    await looksAnew();
    await product.finished((await create()).task);
  });
});

describe('a second agent process on the same host', () => {
  it('is refused and names the first', async () => {
    const { agent } = await product.processes();
    const second = run(process.execPath, [AGENT_PROGRAM, '--config', layoutNow().agentConfig], { cwd: CHECKOUT });
    await expect(second).rejects.toMatchObject({ stdout: expect.stringContaining('already-running') as string });
    await expect(second).rejects.toMatchObject({ stdout: expect.stringContaining(String(agent)) as string });
    expect((await product.processes()).agent).toBe(agent);
  });
});

const clockShiftedBy = (offset: string): Promise<readonly string[]> => shiftedClock({ FAKETIME: offset });

/** What the agent's clock says, by the last line of its log. */
async function agentClock(): Promise<number> {
  const lines = (await readFile(agentDaemon(layoutNow()).logFile, 'utf8')).trim().split('\n');
  return Date.parse((JSON.parse(lines.at(-1)!) as { time: string }).time);
}

describe('a clock that is an hour off', () => {
  it.each(['-1h', '+1h'])('(%s) on the host changes nothing', async (offset) => {
    await product.kill('agent');
    const argv = [...(await clockShiftedBy(offset)), process.execPath, AGENT_PROGRAM, '--config', layoutNow().agentConfig];
    await startDaemon(agentDaemon(layoutNow()), { argv, cwd: CHECKOUT, program: offset });
    const hour = offset.startsWith('-') ? -HOUR_MS : HOUR_MS;
    await eventually(async () => Math.abs((await agentClock()) - Date.now() - hour) < 60_000, 180_000);
    const name = `clock${offset.startsWith('-') ? '-behind' : '-ahead'}`;
    const made = await eventually(
      async () => product.api.call('vm.create', { name, image: image.id, memoryMiB: 128, start: true }),
      180_000,
    );
    await product.finished(made.task);
    const vm = await product.vmIn(made.vm.id, 'running');
    expect(Math.abs(Date.parse(vm.since) - Date.now())).toBeLessThan(10 * 60_000);
    await product.finished((await product.api.call('vm.kill', { id: vm.id })).task);
    await product.finished((await product.api.call('vm.delete', { id: vm.id })).task);
    expect((await product.api.call('host.list', {})).items[0]?.state).toBe('active');
  });
});
