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

/**
 * Begins a task, kills the controller in its middle, brings it back, and returns how the task ended. The host's agent is frozen until then: a task
 * that waits for it can't be over before.
 */
async function killInside<T extends { readonly task: TaskView }>(
  begin: () => Promise<T>,
  inside?: (begun: T) => Promise<unknown>,
) {
  const { agent } = await product.processes();
  process.kill(agent!, 'SIGSTOP');
  const begun = await begin()
    .then(async (made) => {
      await eventually(async () => (await product.api.call('task.get', { id: made.task.id })).state === 'running');
      await inside?.(made);
      await product.kill('controller');
      return made;
    })
    .finally(() => process.kill(agent!, 'SIGCONT'));
  await product.up();
  return { ...begun, ended: await endOf(begun.task) };
}

async function endOf(task: TaskView): Promise<TaskView> {
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
    const created = await killInside(() => product.api.call('vm.create', { name: 'torn', image: image.id, memoryMiB: 128 }));
    expect(created.ended.state).toBe('succeeded');
    const { id } = created.vm;
    expect(await foldersOf('torn')).toHaveLength(1);

    const started = await killInside(() => product.api.call('vm.start', { id }));
    expect(started.ended.state).toBe('succeeded');
    await product.vmIn(id, 'running');
    expect((await product.processes()).qemu.size).toBe(1);

    const stopped = await killInside(() => product.api.call('vm.stop', { id, graceSeconds: 20 }));
    expect(stopped.ended.state).toBe('succeeded');
    await product.vmIn(id, 'stopped');
    expect((await product.processes()).qemu.size).toBe(0);

    const deleted = await killInside(() => product.api.call('vm.delete', { id }));
    expect(deleted.ended.state).toBe('succeeded');
    expect((await product.api.call('vm.list', { name: 'torn' })).items).toEqual([]);
    expect(await foldersOf('torn')).toEqual([]);
  });

  it('a create that is cancelled: nothing is left of it', async () => {
    const { ended } = await killInside(
      () => product.api.call('vm.create', { name: 'unwanted', image: image.id, memoryMiB: 128, start: true }),
      ({ task }) => product.api.call('task.cancel', { id: task.id }),
    );
    expect(ended.state).toBe('cancelled');
    expect((await product.api.call('vm.list', { name: 'unwanted' })).items).toEqual([]);
    expect(await foldersOf('unwanted')).toEqual([]);
    expect((await product.processes()).qemu.size).toBe(0);
  });
});
