import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import { ensureGuestImage, type GuestImage } from '../../scripts/guest-image/build-guest-image.ts';
import { installImage } from '../../scripts/guest-image/install-image.ts';
import { hostArchitecture } from '../../scripts/guest-image/recipe.ts';
import { run } from '../../scripts/shared/run.ts';
import { startGuest, type GuestMachine } from './guest-machine.ts';

const PROMPT = 'root@hello:~#';
const BOOT_MS = 90_000;

let image: GuestImage;
let folder: string;
const machines: GuestMachine[] = [];

beforeAll(async () => {
  const cacheDir = join(import.meta.dirname, '..', '..', '.tools', 'guest-image');
  await mkdir(cacheDir, { recursive: true });
  image = await ensureGuestImage({ architecture: hostArchitecture(), cacheDir, say: () => undefined });
  folder = await mkdtemp(join(tmpdir(), 'guest-image-'));
}, 300_000);

afterAll(async () => {
  for (const machine of machines) await machine.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function newDisk(name: string): Promise<string> {
  const disk = join(folder, name);
  await run(['qemu-img', 'create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', join(image.folder, image.manifest.disk.file), disk]);
  return disk;
}

async function boot(disk: string, display: 'std' | 'virtio' = 'std'): Promise<GuestMachine> {
  const machine = await startGuest({ image, disk, name: 'hello', display });
  machines.push(machine);
  await machine.expect(PROMPT, BOOT_MS);
  return machine;
}

/** Types a command on the serial console and returns what came back before the next prompt. */
async function command(machine: GuestMachine, text: string, timeoutMs = 20_000): Promise<string> {
  const from = machine.output().length;
  machine.type(`${text}\n`);
  await machine.expect(`\r\n`, timeoutMs, from);
  const answer = machine.output().indexOf('\r\n', from) + 2;
  await machine.expect(PROMPT, timeoutMs, answer);
  return machine.output().slice(answer, machine.output().indexOf(PROMPT, answer));
}

async function keys(machine: GuestMachine, names: readonly string[]): Promise<void> {
  for (const name of names) await machine.monitor('human-monitor-command', { 'command-line': `sendkey ${name}` });
}

/** How many different colours there are on the screen: a text screen has a handful, a picture thousands. */
async function coloursOnScreen(machine: GuestMachine): Promise<number> {
  const file = join(folder, 'screen.ppm');
  await machine.monitor('screendump', { filename: file });
  const ppm = await readFile(file);
  const colours = new Set<number>();
  for (let at = 15; at + 2 < ppm.length; at += 3) colours.add(ppm.readUIntBE(at, 3));
  return colours.size;
}

describe('the guest image', () => {
  it('boots to a prompt, keeps what was written, and shuts down when the power button is pressed', async () => {
    const disk = await newDisk('keep.qcow2');
    const first = await boot(disk);
    await command(first, 'echo from-the-first-start > /root/note');
    await first.monitor('system_powerdown');
    await first.ended(15_000);

    const second = await boot(disk);
    expect(await command(second, 'cat /root/note')).toContain('from-the-first-start');
    expect(await command(second, 'hostname')).toContain('hello');
    await second.dispose();
  }, 240_000);

  it.each(['std', 'virtio'] as const)(
    'shows a picture on a %s screen and takes keys below it',
    async (display) => {
      const machine = await boot(await newDisk(`${display}.qcow2`), display);
      await eventually(async () => (await coloursOnScreen(machine)) > 1000, 20_000);
      await keys(machine, [
        'e',
        'c',
        'h',
        'o',
        'spc',
        't',
        'y',
        'p',
        'e',
        'd',
        'shift-dot',
        'slash',
        't',
        'm',
        'p',
        'slash',
        'k',
        'ret',
      ]);
      await eventually(async () => (await command(machine, 'cat /tmp/k')).includes('typed'), 20_000);
      expect(await coloursOnScreen(machine)).toBeGreaterThan(1000);
      await machine.dispose();
    },
    180_000,
  );

  it('floods the serial console with every line in order', async () => {
    const machine = await boot(await newDisk('flood.qcow2'));
    const text = await command(machine, 'flood 1', 120_000);
    const numbers = [...text.matchAll(/^flood (\d{8})[a-zA-W]{49}\r$/gm)].map((match) => Number(match[1]));
    expect(numbers).toEqual(Array.from({ length: 16_384 }, (_, index) => index + 1));
    expect(text).toContain('flood end 16384');
    await machine.dispose();
  }, 240_000);

  it('never changes an image that lies in a datastore', async () => {
    const datastore = join(folder, 'datastore');
    expect(await installImage(datastore, image)).toBe('hello-linux');
    expect(await installImage(datastore, image)).toBe('hello-linux');
    const newer = { folder: image.folder, manifest: { ...image.manifest, version: 'abcdef012345' } };
    expect(await installImage(datastore, newer)).toBe('hello-linux-abcdef012345');
  });
});
