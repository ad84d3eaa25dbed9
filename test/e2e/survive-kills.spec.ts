/** Kills the parts of a running product, one after the other, and looks at what its user would see. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import type { VmView } from '@rapidvm/operations';
import { startProduct, type Product } from './harness/index.ts';
import { openSerial } from './harness/serial-client.ts';

/** The prompt is coloured: an escape sequence stands between its sign and the blank. */
const PROMPT = /#\S* $/;
/** Lines of the guest's counting loop that an agent's absence must not tear. */
const COUNTED = 400;

let product: Product;
let hello: VmView;

const helloNow = (): Promise<VmView> => product.api.call('vm.get', { id: hello.id });
const qemuPid = async (): Promise<number | undefined> => (await product.processes()).qemu.get(hello.id);

beforeAll(async () => {
  product = await startProduct();
  const { items } = await product.api.call('vm.list', { name: 'hello' });
  hello = items[0]!;
  await product.vmIn(hello.id, 'running');
});
afterAll(async () => {
  await product?.stop();
});

describe('kill -9 of the agent', () => {
  it('leaves the guest alone, and the console comes back without losing or repeating a byte', async () => {
    const serial = await openSerial(product, hello.id);
    await serial.waitFor(PROMPT);
    const pid = await qemuPid();
    serial.type(`for i in $(seq 1 ${COUNTED}); do echo count-$i-end; usleep 10000; done; echo all-${'counted'}\r`);
    await serial.waitFor(/count-20-end/);
    await product.kill('agent');
    await product.up();
    await serial.reconnect();
    const seen = await serial.waitFor(/\nall-counted/, 120_000);
    const numbers = [...seen.matchAll(/^count-(\d+)-end/gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual(Array.from({ length: COUNTED }, (_, index) => index + 1));
    expect(serial.faults).toEqual([]);
    expect(await qemuPid()).toBe(pid);
    expect((await product.vmIn(hello.id, 'running')).restarts).toBe(0);
    serial.close();
  });
});

describe('kill -9 of the controller', () => {
  it('leaves the guest alone, and a viewer goes on where it was', async () => {
    const pid = await qemuPid();
    const serial = await openSerial(product, hello.id);
    const before = serial.text().length;
    await product.kill('controller');
    await product.up();
    await serial.reconnect();
    serial.type('echo after-the-controller\r');
    await serial.waitFor(/\nafter-the-controller/, 60_000, before);
    expect(serial.faults).toEqual([]);
    expect(await qemuPid()).toBe(pid);
    serial.close();
  });
});

describe('kill -9 of PostgreSQL', () => {
  it('stops no guest; the controller says it is unavailable, then serves again by itself', async () => {
    const pid = await qemuPid();
    await product.kill('postgres');
    await eventually(async () => (await product.api.probe('/readyz')) === 200, 60_000);
    expect((await product.vmIn(hello.id, 'running')).id).toBe(hello.id);
    expect(await qemuPid()).toBe(pid);
  });
});

describe('kill -9 of QEMU', () => {
  it('shows crashed with its event, and the restart policy starts it again', async () => {
    const { restarts } = await helloNow();
    await product.killQemu(hello.id);
    const back = await eventually(async () => {
      const vm = await helloNow();
      return vm.restarts > restarts && vm.state === 'running' ? vm : null;
    }, 60_000);
    expect(back.restarts).toBe(restarts + 1);
    const { items } = await product.api.call('event.list', {
      subjectId: hello.id,
      kinds: ['vm.state-changed', 'vm.restarted'],
      limit: 50,
    });
    const edges = items.map(({ kind, data }) => (kind === 'vm.restarted' ? kind : `${data['from']} → ${data['to']}`));
    expect(edges).toContain('running → crashed');
    expect(edges).toContain('vm.restarted');
  });

  it('stays crashed, and says why, when the policy is never', async () => {
    const made = await product.api.call('vm.create', {
      name: 'fragile',
      image: hello.imageId,
      memoryMiB: 128,
      restart: 'never',
      start: true,
    });
    await product.finished(made.task);
    await product.killQemu(made.vm.id);
    const vm = await product.vmIn(made.vm.id, 'crashed');
    expect(vm.reason).toMatch(/kill/i);
    expect(vm.allowedActions.find(({ action }) => action === 'start')?.allowed).toBe(true);
    await product.finished((await product.api.call('vm.delete', { id: vm.id })).task);
  });
});
