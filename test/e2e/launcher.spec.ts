import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import { freePorts, launcher, startProduct, type Product } from './harness/index.ts';

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});

afterAll(async () => {
  await product.stop();
  await rm(`${product.dataDir}-other`, { recursive: true, force: true });
});

async function onlyVm(): Promise<{ id: string; name: string; state: string }> {
  const { items } = await product.api.call('vm.list', {});
  expect(items).toHaveLength(1);
  const [vm] = items;
  if (vm === undefined) throw new Error('there is no VM');
  return vm;
}

describe('up and down', () => {
  it('starts everything from nothing and makes the VM hello', async () => {
    expect(await onlyVm()).toMatchObject({ name: 'hello', state: 'running' });
    const { controller, agent, postgres, qemu } = await product.processes();
    expect([controller, agent, postgres].every((pid) => pid !== null)).toBe(true);
    expect(qemu.size).toBe(1);
  });

  it('keeps secrets to their owner', async () => {
    for (const file of [product.passwordFile, `${product.dataDir}/secret/launcher-token`]) {
      expect((await stat(file)).mode & 0o077).toBe(0);
    }
    const configuration = await readFile(`${product.dataDir}/config/controller.json`, 'utf8');
    expect(configuration).not.toContain(product.password);
  });

  it('refuses a data folder that the database cannot enter, before it installs or makes anything', async () => {
    const closed = `${product.dataDir}-closed`;
    await mkdir(closed, { mode: 0o700 });
    const words = ['up', '--detach', '--data', join(closed, 'data'), '--port', String(await freePorts(5))];
    const refused = await launcher(words);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`cannot reach ${join(closed, 'data')}`);
    expect(refused.stderr).not.toMatch(/building|installing/);
    expect(await readdir(closed)).toEqual([]);
    await rm(closed, { recursive: true });
  });

  it('says so when it runs already, and prints the same object and nothing else', async () => {
    const before = await product.processes();
    const again = await launcher(['up', '--detach', '--json', '--data', product.dataDir]);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('running already');
    expect(JSON.parse(again.stdout)).toEqual({
      url: product.url,
      caFile: product.caFile,
      username: product.username,
      passwordFile: product.passwordFile,
      grpcAddress: product.grpcAddress,
    });
    expect(await product.processes()).toEqual(before);
  });

  it('starts what does not run any more and leaves the rest alone', async () => {
    const before = await product.processes();
    await product.kill('controller');
    await product.up();
    const after = await product.processes();
    expect(after.agent).toBe(before.agent);
    expect(after.qemu).toEqual(before.qemu);
    expect(after.controller).not.toBe(before.controller);
  });

  it('replaces controller and agent of an earlier build while the VM runs on', async () => {
    const before = await product.processes();
    for (const name of ['controller', 'agent']) {
      const file = `${product.dataDir}/run/${name}.pid`;
      await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), program: 'earlier' }));
    }
    const again = await launcher(['up', '--detach', '--json', '--data', product.dataDir]);
    expect(again.stderr).toContain('earlier build');
    const after = await product.processes();
    expect(after.controller).not.toBe(before.controller);
    expect(after.agent).not.toBe(before.agent);
    expect(after.qemu).toEqual(before.qemu);
    await eventually(async () => (await onlyVm()).state === 'running', 180_000);
  });

  it('says that other ports take a down first', async () => {
    const other = await launcher(['up', '--detach', '--json', '--data', product.dataDir, '--port', '1024']);
    expect(other.stderr).toContain('--port 1024 takes a ./rapidvm down first');
    expect(JSON.parse(other.stdout)).toMatchObject({ url: product.url });
  });

  it('stops everything, keeps the data, and continues where it was', async () => {
    const { id } = await onlyVm();
    await product.down();
    expect(await product.processes()).toEqual({ controller: null, agent: null, postgres: null, qemu: new Map() });
    await product.up();
    await eventually(async () => (await product.api.call('vm.get', { id })).state === 'running', 180_000);
  });

  it('ends in the foreground without alarm when another terminal says down', async () => {
    const { promise: shown, resolve } = Promise.withResolvers<void>();
    const foreground = launcher(['up', '--data', product.dataDir], undefined, (said) => {
      if (said.includes('running in the foreground')) resolve();
    });
    await shown;
    await product.down();
    const { code, stderr } = await foreground;
    expect([code, stderr.trimEnd().split('\n').at(-1)]).toEqual([0, 'rapidvm: stopped by ./rapidvm down']);
    await product.up();
  });

  it('leaves a VM stopped that a person had stopped', async () => {
    const { id } = await onlyVm();
    await product.finished((await product.api.call('vm.stop', { id, graceSeconds: 60 })).task);
    await product.down();
    await product.up();
    expect((await onlyVm()).state).toBe('stopped');
  });

  it('lets two runs at once both end well', async () => {
    // The first of them has seconds of work to do, so that the other has to wait.
    await product.down();
    const words = ['up', '--detach', '--json', '--data', product.dataDir];
    const [first, second] = await Promise.all([launcher(words), launcher(words)]);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.stdout).toBe(second.stdout);
    expect(first.stderr + second.stderr).toMatch(/waiting for (process \d+ \(up, since|another run)/);
  });

  it('tells what runs', async () => {
    const told = await launcher(['status', '--json', '--data', product.dataDir]);
    expect(told.code).toBe(0);
    expect(JSON.parse(told.stdout)).toMatchObject({ data: product.dataDir, url: product.url, ready: true });
  });
});

describe('what stands in the way', () => {
  it('names the program that has the port', async () => {
    const port = await freePorts(5);
    const taken = createServer().listen(port + 1, '0.0.0.0');
    try {
      const refused = await launcher(['up', '--detach', '--data', `${product.dataDir}-other`, '--port', String(port)]);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(new RegExp(`Port ${port + 1} is taken by \\S+ \\(process ${process.pid}\\)`));
      expect(refused.stderr).toContain('--port');
      // Nothing is left of what did not begin.
      await expect(stat(`${product.dataDir}-other`)).rejects.toThrow('ENOENT');
      const ours = new URL(product.url).port;
      const second = await launcher(['up', '--detach', '--data', `${product.dataDir}-other`, '--port', ours]);
      expect(second.stderr).toContain(`another RapidVM's controller`);
      expect(second.stderr).toContain(`./rapidvm down --data ${product.dataDir}`);
    } finally {
      taken.close();
    }
  });

  it.each([
    [['up', '--prot', '9000'], '--prot'],
    [['up', '--port', '70000'], '--port'],
  ])('refuses %j and says which word it does not understand', async (words, named) => {
    const refused = await launcher([...words, '--data', `${product.dataDir}-other`]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(named);
    expect(refused.stdout).toBe('');
  });

  it('stopping nothing is no failure', async () => {
    const nothing = await launcher(['down', '--data', `${product.dataDir}-other`]);
    expect(nothing.code).toBe(0);
    expect(nothing.stderr).toContain('nothing to stop');
  });
});
