/** Whether this machine is held back by heat or a weak power supply: as a Raspberry Pi's firmware tells, and as any kernel shows that slows a processor. */
import { join } from 'node:path';
import type { Throttling, ThrottlingCause } from '@rapidvm/domain';
import { THROTTLING_CAUSES } from '@rapidvm/domain';
import { namesIn, read } from './kernel-files.ts';

/** Bits of the firmware's word (`vcgencmd get_throttled`): what is now; the same, so many bits higher, is what has been since the boot. */
const FIRMWARE_BITS: Readonly<Record<ThrottlingCause, number>> = {
  'under-voltage': 0,
  'frequency-capped': 1,
  throttled: 2,
  'near-temperature-limit': 3,
};
const SINCE_BOOT = 16;

/** Null: the machine tells nothing of the kind. */
export async function readThrottling(root: string): Promise<Throttling | null> {
  const word = await firmwareWord(join(root, 'devices/platform'));
  if (word !== null) return { now: causesIn(word), sinceBoot: causesIn(word >>> SINCE_BOOT) };
  const voltage = await lowVoltageAlarm(join(root, 'class/hwmon'));
  const slowed = await slowedDown(join(root, 'class/thermal'));
  if (voltage === null && slowed === null) return null;
  const now: ThrottlingCause[] = [
    ...(voltage === true ? ['under-voltage' as const] : []),
    ...(slowed === true ? ['throttled' as const] : []),
  ];
  return { now, sinceBoot: now };
}

function causesIn(word: number): readonly ThrottlingCause[] {
  return THROTTLING_CAUSES.filter((cause) => ((word >>> FIRMWARE_BITS[cause]) & 1) === 1);
}

/** The kernel of Raspberry Pi OS shows it, at a place that differs from board to board. */
async function firmwareWord(folder: string): Promise<number | null> {
  for (const name of await namesIn(folder, /firmware|^soc/)) {
    const inner = (await namesIn(join(folder, name), /firmware/)).map((each) => join(name, each));
    for (const place of [name, ...inner]) {
      const word = await read(join(folder, place, 'get_throttled'));
      if (word !== null && /^[0-9a-f]{1,8}$/i.test(word)) return Number.parseInt(word, 16);
    }
  }
  return null;
}

/** The Raspberry Pi's own alarm of the kernel as Debian has it. Null: this is no such board. */
async function lowVoltageAlarm(folder: string): Promise<boolean | null> {
  for (const name of await namesIn(folder, /^hwmon\d+$/)) {
    if ((await read(join(folder, name, 'name'))) !== 'rpi_volt') continue;
    const alarm = await read(join(folder, name, 'in0_lcrit_alarm'));
    return alarm === null ? null : alarm !== '0';
  }
  return null;
}

/** Null: nothing here could slow the processor down to cool it. */
async function slowedDown(folder: string): Promise<boolean | null> {
  let slowed: boolean | null = null;
  for (const name of await namesIn(folder, /^cooling_device\d+$/)) {
    const kind = await read(join(folder, name, 'type'));
    if (kind === null || !/^(cpufreq|processor|cpu)/i.test(kind)) continue;
    slowed = (slowed ?? false) || Number(await read(join(folder, name, 'cur_state'))) > 0;
  }
  return slowed;
}
