/** kill -9 of the controller in the middle of create, start, stop and delete: each finishes or is undone, and nothing is left over. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import type { ImageView, TaskView } from '@rapidvm/operations';
import { dataLayout } from '../../scripts/launcher/data-layout.ts';
import { startProduct, type Product } from './harness/index.ts';

let product: Product;
let image: ImageView;

beforeAll(async () => {
  product = await startProduct({ hello: false });
  image = (await product.api.call('image.list', {})).items[0]!;
});
afterAll(async () => {
  await product?.stop();
});

/** Kills the controller once the task has begun, brings it back, and returns how the task ended. */
async function killInside(task: TaskView): Promise<TaskView> {
  await eventually(async () => (await product.api.call('task.get', { id: task.id })).state !== 'queued');
  await product.kill('controller');
  await product.up();
  return eventually(async () => {
    const now = await product.api.call('task.get', { id: task.id });
    return now.endedAt === null ? null : now;
  }, 120_000);
}

const foldersOf = async (name: string): Promise<readonly string[]> => {
  const vms = join(dataLayout(product.dataDir).datastore, 'vms');
  return (await readdir(vms).catch(() => [])).filter((folder) => folder.startsWith(`${name}-`));
};

describe('kill -9 of the controller in the middle of', () => {
  it('create, start, stop and delete', async () => {
    const create = await product.api.call('vm.create', { name: 'torn', image: image.id, memoryMiB: 128 });
    const created = await killInside(create.task);
    expect(created.state).toBe('succeeded');
    const { id } = create.vm;
    expect(await foldersOf('torn')).toHaveLength(1);

    const started = await killInside((await product.api.call('vm.start', { id })).task);
    expect(started.state).toBe('succeeded');
    await product.vmIn(id, 'running');
    expect((await product.processes()).qemu.size).toBe(1);

    const stopped = await killInside((await product.api.call('vm.stop', { id, graceSeconds: 20 })).task);
    expect(stopped.state).toBe('succeeded');
    await product.vmIn(id, 'stopped');
    expect((await product.processes()).qemu.size).toBe(0);

    const deleted = await killInside((await product.api.call('vm.delete', { id })).task);
    expect(deleted.state).toBe('succeeded');
    expect((await product.api.call('vm.list', { name: 'torn' })).items).toEqual([]);
    expect(await foldersOf('torn')).toEqual([]);
  });

  it('a create that is cancelled: nothing is left of it', async () => {
    const create = await product.api.call('vm.create', { name: 'unwanted', image: image.id, memoryMiB: 128, start: true });
    await product.api.call('task.cancel', { id: create.task.id }).catch(() => null);
    const ended = await killInside(create.task);
    if (ended.state === 'succeeded') return;
    expect(ended.state).toBe('cancelled');
    expect((await product.api.call('vm.list', { name: 'unwanted' })).items).toEqual([]);
    expect(await foldersOf('unwanted')).toEqual([]);
    expect((await product.processes()).qemu.size).toBe(0);
  });
});
