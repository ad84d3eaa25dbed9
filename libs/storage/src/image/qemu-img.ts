import { execFile } from 'node:child_process';
import { RapidError } from '@rapidvm/kernel';
import {
  QEMU_IMG_DEADLINE_MS,
  QEMU_IMG_MAX_CPU_SECONDS,
  QEMU_IMG_MAX_MEMORY_BYTES,
  QEMU_IMG_MAX_OUTPUT_BYTES,
  QEMU_IMG_OUTPUT_CHARS,
} from '../limits.ts';

export interface QemuImgResult {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs qemu-img with limits on time, memory and output; its arguments as they are (no shell). */
export type QemuImg = (args: readonly string[]) => Promise<QemuImgResult>;

export function createQemuImg(programs: { readonly qemuImg?: string; readonly prlimit?: string } = {}): QemuImg {
  const limits = [`--as=${QEMU_IMG_MAX_MEMORY_BYTES}`, `--cpu=${QEMU_IMG_MAX_CPU_SECONDS}`, '--core=0'];
  const options = { timeout: QEMU_IMG_DEADLINE_MS, killSignal: 'SIGKILL' as const, maxBuffer: QEMU_IMG_MAX_OUTPUT_BYTES };
  return (args) =>
    new Promise((resolve, reject) => {
      const all = [...limits, '--', programs.qemuImg ?? 'qemu-img', ...args];
      execFile(programs.prlimit ?? 'prlimit', all, options, (error, stdout, stderr) => {
        if (error === null) resolve({ ok: true, output: stdout });
        else if (error.code === 'ENOENT') reject(missingProgram());
        else if (error.killed === true) reject(tookTooLong());
        else resolve({ ok: false, output: (stderr || error.message).trim().slice(0, QEMU_IMG_OUTPUT_CHARS) });
      });
    });
}

function missingProgram(): RapidError {
  const details = { what: 'disk images', need: 'qemu-img and prlimit' };
  return new RapidError(
    'unsupported',
    "Disk images can't be handled: a program is missing",
    details,
    'Install qemu-utils and util-linux',
  );
}

function tookTooLong(): RapidError {
  const details = { what: 'qemu-img', afterMs: QEMU_IMG_DEADLINE_MS };
  return new RapidError(
    'timed-out',
    `qemu-img took longer than ${QEMU_IMG_DEADLINE_MS} ms`,
    details,
    'See whether the datastore answers',
  );
}
