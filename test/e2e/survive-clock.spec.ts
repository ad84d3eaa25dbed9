/** The controller's clock jumps while it works: sessions, tokens, certificates and tasks go on. Days pass, and a host renews its certificate by itself. */
import { X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import { apiClient, type ApiClient } from '../../scripts/shared/api-client.ts';
import { AGENT_PROGRAM, CHECKOUT, CONTROLLER_PROGRAM } from '../../scripts/launcher/checkout.ts';
import { agentDaemon, controllerDaemon } from '../../scripts/launcher/controller.ts';
import { startDaemon, type Daemon } from '../../scripts/launcher/daemon.ts';
import { dataLayout } from '../../scripts/launcher/data-layout.ts';
import { startProduct, type Product } from './harness/index.ts';
import { openSerial } from './harness/serial-client.ts';
import { servedCertificate } from './harness/served-certificate.ts';
import { shiftedClock } from './harness/shifted-clock.ts';

const READY_MS = 180_000;
/** The prompt is coloured: an escape sequence stands between its sign and the blank. */
const PROMPT = /#\S* $/;
const DAY_SECONDS = 86_400;

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
  const layout = dataLayout(product.dataDir);
  await startOnTheClock(controllerDaemon(layout), CONTROLLER_PROGRAM, layout.controllerConfig);
  const anonymous = apiClient({ url: product.url, ca: product.ca, timeoutMs: 30_000 });
  session = await eventually(() => anonymous.login(product.username, product.password), READY_MS);
  token = anonymous.withToken((await session.call('token.create', { name: 'clock', expiresInDays: 1 })).secret);
});
afterAll(() => product?.stop());

/** Starts a program of the product whose clock is what the clock file says. */
async function startOnTheClock(daemon: Daemon, program: string, config: string): Promise<void> {
  const clock = await shiftedClock({ FAKETIME_TIMESTAMP_FILE: clockFile, FAKETIME_CACHE_DURATION: '1' });
  const argv = [...clock, process.execPath, program, '--config', config];
  await startDaemon(daemon, { argv, cwd: CHECKOUT, program: 'shifted clock' });
}

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

/**
 * A certificate of a host lives for 7 days and is renewed at about half of them (`IDENTITY_LIMITS`, `RENEW_AT_SHARE`). After 6 days it is due;
 * after 7.5 the first one is over and the next not yet due.
 */
it('days pass: the agent renews its certificate by itself, and all goes on when the old one is over', async () => {
  // Sessions end meanwhile, and so does the token of a day.
  const later: Product = { ...product, api: token.withToken((await session.call('token.create', { name: 'days' })).secret) };
  const host = (await later.api.call('host.list', {})).items[0]!;
  const [image] = (await later.api.call('image.list', {})).items;
  const { vm, task } = await later.api.call('vm.create', { name: 'days', image: image!.id, memoryMiB: 128, start: true });
  await product.finished(task);
  const serial = await openSerial(later, vm.id);
  await serial.waitFor(PROMPT);
  const first = await servedCertificate(host.agentAddress);

  /** Both clocks go on, the controller's while it runs; the agent starts anew, so that every connection is made anew. */
  const daysPass = async (days: number): Promise<void> => {
    await jumpTo(`+${days * DAY_SECONDS}`);
    const console = async () => later.api.call('vm.console', { id: vm.id, kind: 'serial' });
    await eventually(async () => hoursAhead((await console()).expiresAt) === days * 24, READY_MS);
    await product.kill('agent');
    const layout = dataLayout(product.dataDir);
    await startOnTheClock(agentDaemon(layout), AGENT_PROGRAM, layout.agentConfig);
  };
  const answers = async (word: string): Promise<void> => {
    await serial.reconnect();
    serial.type(`echo the-guest-${word}\r`);
    await serial.waitFor(new RegExp(`\nthe-guest-${word}`), READY_MS);
  };
  const renewals = async (): Promise<number> =>
    (await later.api.call('event.list', { subjectId: host.id, kinds: ['host.certificate-renewed'] })).items.length;

  expect(await renewals()).toBe(0);
  await daysPass(6);
  await eventually(async () => (await renewals()) === 1, READY_MS);
  const second = await eventually(async () => {
    const served = await servedCertificate(host.agentAddress);
    return served.serialNumber === first.serialNumber ? null : served;
  }, READY_MS);
  expect(second.publicKey.equals(first.publicKey)).toBe(true);
  expect(second.subject).toBe(first.subject);
  await answers('after-six-days');

  await daysPass(7.5);
  expect(Date.parse(first.validTo)).toBeLessThan(Date.now() + 7.5 * DAY_SECONDS * 1000);
  await answers('when-the-first-is-over');
  expect((await servedCertificate(host.agentAddress)).serialNumber).toBe(second.serialNumber);
  const stored = await readFile(join(dataLayout(product.dataDir).agentData, 'identity', 'identity.json'), 'utf8');
  expect(new X509Certificate((JSON.parse(stored) as { certificate: string }).certificate).serialNumber).toBe(second.serialNumber);
  expect(await renewals()).toBe(1);
  for (const command of ['vm.kill', 'vm.start', 'vm.kill', 'vm.delete'] as const) {
    const { id } = (await later.api.call(command, { id: vm.id })).task;
    await eventually(async () => (await later.api.call('task.get', { id })).state === 'succeeded', READY_MS);
  }
  expect((await later.api.call('host.get', { id: host.id })).state).toBe('active');
  expect(serial.faults).toEqual([]);
  serial.close();
});
