import type { Architecture } from '@rapidvm/domain';
import { RapidError } from '@rapidvm/kernel';
import { qemuProgram } from '@rapidvm/qemu-core';
import { PROGRAM_DEADLINE_MS } from '../limits.ts';
import type { MachineHostOptions } from '../options.ts';
import { runProgram } from '../run-program.ts';

/** The QEMU program for guests of `architecture`. */
export function programOf(options: MachineHostOptions, architecture: Architecture): string {
  return options.programs?.[architecture] ?? qemuProgram(architecture);
}

/** `7.2.22`. Refuses `unsupported` when the program is missing or does not say. */
export async function readQemuVersion(program: string): Promise<string> {
  const result = await runProgram(program, ['--version'], { deadlineMs: PROGRAM_DEADLINE_MS });
  const version = /version (\d+\.\d+\.\d+)/.exec(result.output)?.[1];
  if (result.code === 0 && version !== undefined) return version;
  const cause = result.failure ?? result.output.trim();
  throw new RapidError(
    'unsupported',
    `${program} does not run: ${cause}`,
    { what: program, need: 'QEMU 7.2 or newer' },
    'Install QEMU for this architecture',
  );
}
