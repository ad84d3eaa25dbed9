import type { Architecture } from '@rapidvm/domain';
import { HOST_HARDWARE_LIMITS } from '@rapidvm/domain';
import { PROGRAM_DEADLINE_MS } from '../limits.ts';
import { runProgram } from '../run-program.ts';

/** Those that guests are given: the general ones of each architecture, not the boards that QEMU can play besides. */
const GENERAL: Readonly<Record<Architecture, RegExp>> = { x86_64: /^pc-(q35|i440fx)-\d/, aarch64: /^virt-\d/ };

/** Versioned machine types of a QEMU, as it names them: newest last. None: it does not say. */
export async function readMachineTypes(program: string, architecture: Architecture): Promise<readonly string[]> {
  const { code, output } = await runProgram(program, ['-machine', 'help'], { deadlineMs: PROGRAM_DEADLINE_MS });
  return code === 0 ? machineTypesIn(output, architecture) : [];
}

export function machineTypesIn(help: string, architecture: Architecture): readonly string[] {
  const names = help.split('\n').map((line) => line.split(' ', 1)[0] ?? '');
  const general = names.filter((name) => GENERAL[architecture].test(name));
  return general.sort(byVersion).slice(-HOST_HARDWARE_LIMITS.machineTypes);
}

/** Families by name, and in each by version: 7.10 comes after 7.2. */
const byVersion = new Intl.Collator('en', { numeric: true }).compare;
