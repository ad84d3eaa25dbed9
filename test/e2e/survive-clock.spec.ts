/** The controller's clock jumps while it works: sessions, tokens, certificates and tasks go on. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import { apiClient, type ApiClient } from '../../scripts/shared/api-client.ts';
import { CHECKOUT, CONTROLLER_PROGRAM } from '../../scripts/launcher/checkout.ts';
import { controllerDaemon } from '../../scripts/launcher/controller.ts';
import { startDaemon } from '../../scripts/launcher/daemon.ts';
import { dataLayout } from '../../scripts/launcher/data-layout.ts';
import { startProduct, type Product } from './harness/index.ts';
import { shiftedClock } from './harness/shifted-clock.ts';

const READY_MS = 180_000;

let product: Product;
let session: ApiClient;
let token: ApiClient;
let clockFile: string;
const jumpTo = (offset: string): Promise<void> => writeFile(clockFile, `${offset}\n`);

beforeAll(async () => {
  product = await startProduct({ hello: false });
  clockFile = join(product.dataDir, 'clock');
  await jumpTo('+0');
  await product.kill('controller');
  const daemon = controllerDaemon(dataLayout(product.dataDir));
  const clock = await shiftedClock({ FAKETIME_TIMESTAMP_FILE: clockFile, FAKETIME_CACHE_DURATION: '1' });
  const argv = [...clock, process.execPath, CONTROLLER_PROGRAM, '--config', dataLayout(product.dataDir).controllerConfig];
  await startDaemon(daemon, { argv, cwd: CHECKOUT, program: 'shifted clock' });
  const anonymous = apiClient({ url: product.url, ca: product.ca, timeoutMs: 30_000 });
  session = await eventually(() => anonymous.login(product.username, product.password), READY_MS);
  token = anonymous.withToken((await session.call('token.create', { name: 'clock', expiresInDays: 1 })).secret);
});
afterAll(() => product?.stop());

/** What the controller's clock is ahead of ours, in hours, by when it says that a VM was made. */
const hoursAhead = (createdAt: string): number => Math.round((Date.parse(createdAt) - Date.now()) / 3_600_000);

it.each([
  ['+3600', 1],
  ['+0', 0],
  ['-3600', -1],
  ['+0', 0],
])('to %s seconds', async (offset, hours) => {
  const [image] = (await token.call('image.list', {})).items;
  const make = (name: string) => token.call('vm.create', { name, image: image!.id, memoryMiB: 64, start: true });
  const during = await make('during');
  await jumpTo(offset);
  await product.finished(during.task);
  await eventually(async () => {
    const { vm, task } = await make('after');
    await product.finished(task);
    for (const each of [vm, ...(hoursAhead(vm.createdAt) === hours ? [during.vm] : [])]) {
      await product.finished((await session.call('vm.kill', { id: each.id })).task);
      await product.finished((await session.call('vm.delete', { id: each.id })).task);
    }
    return hoursAhead(vm.createdAt) === hours;
  }, READY_MS);
  expect((await session.call('host.list', {})).items[0]?.state).toBe('active');
});
