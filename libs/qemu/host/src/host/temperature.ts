import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unless } from '../system-error.ts';

const ZONES = '/sys/class/thermal';

/** Zones that tell the processor's temperature: on Raspberry Pis and other boards, and on x86. */
const OF_PROCESSOR = /cpu|soc|x86_pkg_temp|k10temp/i;

/** Degrees Celsius of the processor: of its hottest zone, or of the hottest there is where none says that it is the processor's. Null: the machine tells none. */
export async function readTemperature(zones = ZONES): Promise<number | null> {
  const names = (await unless(readdir(zones), [], 'ENOENT')).filter((name) => name.startsWith('thermal_zone'));
  const all = (await Promise.all(names.map((name) => readZone(join(zones, name))))).filter((zone) => zone !== null);
  const ofProcessor = all.filter(({ type }) => OF_PROCESSOR.test(type));
  const counting = ofProcessor.length > 0 ? ofProcessor : all;
  return counting.length === 0 ? null : Math.max(...counting.map(({ celsius }) => celsius));
}

/** Null for a sensor that is off or says nonsense: its file can be there and give an error, or a number far from any life. */
async function readZone(folder: string): Promise<{ readonly type: string; readonly celsius: number } | null> {
  try {
    const celsius = Number(await readFile(join(folder, 'temp'), 'utf8')) / 1000;
    const type = (await readFile(join(folder, 'type'), 'utf8')).trim();
    return celsius > 0 && celsius < 150 ? { type, celsius: Math.round(celsius * 10) / 10 } : null;
  } catch {
    // EAGAIN, ENODATA, EINVAL: what drivers say of a sensor that sleeps.
    return null;
  }
}
