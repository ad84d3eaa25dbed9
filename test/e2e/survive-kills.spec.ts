/** Kills and freezes the parts of a running product, one after the other, and looks at what its user would see. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import type { VmView } from '@rapidvm/operations';
import { CliUser } from './harness/cli.ts';
import { startProduct, type Product } from './harness/index.ts';
import { openSerial } from './harness/serial-client.ts';

/** The prompt is coloured: an escape sequence stands between its sign and the blank. */
const PROMPT = /#\S* $/;
/** Lines of the guest's counting loop that an agent's absence must not tear. */
const COUNTED = 400;
/** Milliseconds that a frozen agent stands still. */
const FROZEN_MS = 30_000;
/** Milliseconds for a change of sight, either way: far longer than any detector needs, on any machine. */
const SIGHT_MS = 90_000;

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
    const seen = await serial.waitFor(/\nall-counted/);
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
    await serial.waitFor(/\nafter-the-controller/, undefined, before);
    expect(serial.faults).toEqual([]);
    expect(await qemuPid()).toBe(pid);
    serial.close();
  });
});

describe('kill -9 of PostgreSQL', () => {
  it('stops no guest; the controller says it is unavailable, then serves again by itself', async () => {
    const pid = await qemuPid();
    await product.kill('postgres');
    await eventually(async () => (await product.api.probe('/readyz')) === 200, 180_000);
    expect((await product.vmIn(hello.id, 'running')).id).toBe(hello.id);
    expect(await qemuPid()).toBe(pid);
  });
});

describe('kill -9 of QEMU', () => {
  it('has the restart policy start it again, which is told', async () => {
    const { restarts } = await helloNow();
    await product.killQemu(hello.id);
    const back = await eventually(async () => {
      const vm = await helloNow();
      return vm.restarts > restarts && vm.state === 'running' ? vm : null;
    }, 180_000);
    expect(back.restarts).toBe(restarts + 1);
    // That it was crashed for a second in between, a controller that is slow may miss: of each VM it hears the newest.
    const { items } = await product.api.call('event.list', { subjectId: hello.id, kinds: ['vm.restarted'] });
    expect(items.map(({ data }) => data['restarts'])).toContain(String(back.restarts));
  });

  it('shows crashed with its event, says why, and stays so when the policy is never', async () => {
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
    const { items } = await product.api.call('event.list', { subjectId: vm.id, kinds: ['vm.state-changed'] });
    expect(items.map(({ data }) => `${data['from']} → ${data['to']}`)).toContain('running → crashed');
    expect(vm.allowedActions.find(({ action }) => action === 'start')?.allowed).toBe(true);
    await product.finished((await product.api.call('vm.delete', { id: vm.id })).task);
  });
});

describe('an agent frozen for 30 s', () => {
  interface Look {
    readonly at: number;
    readonly vms: readonly VmView[];
  }

  /** Looks at every VM until `done` says so; throws when it does not in time. */
  async function watch(done: (look: Look, began: number) => boolean): Promise<readonly Look[]> {
    const began = performance.now();
    const looks: Look[] = [];
    await eventually(async () => {
      const look = { vms: (await product.api.call('vm.list', {})).items, at: performance.now() };
      looks.push(look);
      return done(look, began);
    }, FROZEN_MS + SIGHT_MS);
    return looks;
  }
  const statesIn = (looks: readonly Look[], id: string): ReadonlySet<string | undefined> =>
    new Set(looks.map(({ vms }) => vms.find((vm) => vm.id === id)?.state));
  const allUnknown = (vms: readonly VmView[]): boolean => vms.every(({ state }) => state === 'unknown');

  it('makes its VMs unknown, says since when and why, and gives them back as they are', async () => {
    const user = await CliUser.create();
    const made = await product.api.call('vm.create', { name: 'resting', image: hello.imageId, memoryMiB: 128 });
    await product.finished(made.task);
    const { server, caFile, username, passwordFile } = { server: product.url, ...product };
    const login = ['--server', server, '--ca-file', caFile, '--username', username, '--password-file', passwordFile];
    expect(await user.run(['login', ...login])).toMatchObject({ code: 0 });
    const [before, pid] = [await helloNow(), await qemuPid()];
    const { agent } = await product.processes();
    const frozenAt = Date.now();
    process.kill(agent!, 'SIGSTOP');
    try {
      const looks = await watch(({ vms, at }, began) => at - began >= FROZEN_MS && allUnknown(vms));
      // Never anything else, at no moment: not gone, not stopped, not crashed.
      expect([...statesIn(looks, hello.id)]).toEqual(['running', 'unknown']);
      expect([...statesIn(looks, made.vm.id)]).toEqual(['stopped', 'unknown']);
      for (const vm of looks.at(-1)!.vms) {
        expect(vm.reason).toContain(vm.hostName);
        expect(Date.parse(vm.since)).toBeGreaterThanOrEqual(frozenAt - 1000);
        expect(Date.parse(vm.since)).toBeLessThanOrEqual(Date.now());
        expect(vm.allowedActions.find(({ action }) => action === 'kill')).toMatchObject({
          allowed: false,
          code: 'host-unreachable',
        });
        // Another host might start it, when the claim on its disks lets it; here is none.
        await expect(product.api.call('vm.start', { id: vm.id })).rejects.toMatchObject({ code: 'no-host-fits' });
      }
      const shown = await user.run(['vm', 'show', 'hello']);
      expect(shown.stdout).toMatch(/State +unknown: .*host/);
      expect(shown.stdout).toMatch(/Since +\d+ s ago \(/);
      expect((await user.run(['vm', 'list'])).stdout).toMatch(/\nhello +unknown/);
    } finally {
      process.kill(agent!, 'SIGCONT');
    }
    const looks = await watch(({ vms }) => vms.every(({ state }) => state !== 'unknown'));
    // It may be back before the first look.
    expect(['unknown', 'running']).toEqual(expect.arrayContaining([...statesIn(looks, hello.id)]));
    expect(['unknown', 'stopped']).toEqual(expect.arrayContaining([...statesIn(looks, made.vm.id)]));
    expect(await qemuPid()).toBe(pid);
    expect((await helloNow()).restarts).toBe(before.restarts);
    // Whose VMs are known again takes commands.
    await product.finished((await product.api.call('vm.delete', { id: made.vm.id })).task);
    await user.remove();
  });
});
