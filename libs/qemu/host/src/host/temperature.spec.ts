import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTemperature } from './temperature.ts';

let zones: string;
let count: number;
beforeEach(async () => {
  zones = await mkdtemp(join(tmpdir(), 'thermal-'));
  count = 0;
});
afterEach(() => rm(zones, { recursive: true, force: true }));

async function zone(type: string, temp: string): Promise<void> {
  const folder = join(zones, `thermal_zone${(count += 1)}`);
  await mkdir(folder);
  await writeFile(join(folder, 'type'), `${type}\n`);
  await writeFile(join(folder, 'temp'), `${temp}\n`);
}

describe('the temperature of a host', () => {
  it('is that of the hottest zone of the processor, whatever else is hot', async () => {
    await zone('acpitz', '88000');
    await zone('cpu-thermal', '52582');
    await zone('x86_pkg_temp', '61000');
    expect(await readTemperature(zones)).toBe(61);
  });

  it('is the hottest there is where no zone is the processor’s, and nothing where a sensor says nonsense or is missing', async () => {
    expect(await readTemperature(join(zones, 'missing'))).toBeNull();
    await zone('cpu-thermal', '-274000');
    expect(await readTemperature(zones)).toBeNull();
    await zone('acpitz', '27850');
    await zone('iwlwifi', 'nonsense');
    expect(await readTemperature(zones)).toBe(27.9);
  });
});
