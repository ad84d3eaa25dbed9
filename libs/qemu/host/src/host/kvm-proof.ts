/** Proof that KVM works: a guest of a few instructions that says so and ends. Nothing less tells a working KVM from one that only opens. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Accelerator, Architecture } from '@rapidvm/domain';
import { MIB, assertNever } from '@rapidvm/kernel';
import type { KvmProof, MachineUser } from '@rapidvm/qemu-core';
import { KVM_PROOF_CAUSE_CHARS, KVM_PROOF_DEADLINE_MS } from '../limits.ts';
import type { ProgramResult } from '../run-program.ts';
import { runProgram } from '../run-program.ts';

interface ProofGuest {
  readonly image: Uint8Array;
  readonly args: (image: string) => readonly string[];
  /** QEMU's exit code when the guest ran. */
  readonly exitCode: number;
}

export interface ProofRequest {
  readonly program: string;
  readonly architecture: Architecture;
  readonly accelerator: Accelerator['kind'];
  /** The user that guests will run as: what only root may open is of no use to them. */
  readonly user: MachineUser | null;
  /** Where the guest's image may lie for a moment. */
  readonly folder: string;
}

/** Runs the tiny guest. Takes as long as a boot of the firmware, or the whole deadline where guests hang. */
export async function proveAccelerator(request: ProofRequest): Promise<KvmProof> {
  const guest = proofGuest(request.architecture);
  await mkdir(request.folder, { recursive: true, mode: 0o711 });
  const folder = await mkdtemp(join(request.folder, 'proof-'));
  try {
    const image = join(folder, 'guest.img');
    await writeFile(image, guest.image, { mode: 0o644 });
    await chmod(folder, 0o755);
    const common = ['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-accel', request.accelerator];
    const limits = { deadlineMs: KVM_PROOF_DEADLINE_MS, user: request.user };
    const result = await runProgram(request.program, [...common, ...guest.args(image)], limits);
    return result.code === guest.exitCode ? { kind: 'ran' } : { kind: 'failed', cause: causeOf(result) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One line, for people and for the host's facts: the registers that QEMU may print after its first words tell nobody more. */
function causeOf({ failure, signal, output }: ProgramResult): string {
  if (failure === 'it took too long') return `it hung for ${KVM_PROOF_DEADLINE_MS} ms`;
  const said = output.trim().replaceAll(/\s+/g, ' ');
  if (said !== '') return said.slice(0, KVM_PROOF_CAUSE_CHARS);
  return signal === null ? (failure ?? 'it ended early') : `it was ended by ${signal}`;
}

function proofGuest(architecture: Architecture): ProofGuest {
  switch (architecture) {
    case 'x86_64':
      return { image: bootSector(), args: x86Arguments, exitCode: X86_EXIT_CODE };
    case 'aarch64':
      return { image: Uint8Array.from(ARM64_POWER_OFF), args: arm64Arguments, exitCode: 0 };
    default:
      return assertNever(architecture);
  }
}

/** `mov dx, 0xf4; mov al, 0x31; out dx, al; hlt; jmp -3`: writes 0x31 to the exit device. */
const X86_EXIT = [0xba, 0xf4, 0x00, 0xb0, 0x31, 0xee, 0xf4, 0xeb, 0xfd];
/** The exit device turns the value written into an exit code: twice the value plus one. */
const X86_EXIT_CODE = 0x31 * 2 + 1;

/** `movz w0, 8; movk w0, 0x8400, lsl 16; hvc 0; b .`: asks the firmware interface (PSCI) for SYSTEM_OFF. */
const ARM64_POWER_OFF = [0x00, 0x01, 0x80, 0x52, 0x00, 0x80, 0xb0, 0x72, 0x02, 0x00, 0x00, 0xd4, 0x00, 0x00, 0x00, 0x14];

/** SeaBIOS does not boot from a disk below one track. */
function bootSector(): Uint8Array {
  const image = new Uint8Array(MIB);
  image.set(X86_EXIT);
  image.set([0x55, 0xaa], 510);
  return image;
}

function x86Arguments(image: string): readonly string[] {
  const disk = JSON.stringify({ driver: 'file', 'node-name': 'disk', filename: image, 'read-only': true });
  const machine = ['-machine', 'pc-q35-7.2', '-cpu', 'qemu64', '-m', '64M', '-device', 'isa-debug-exit,iobase=0xf4,iosize=4'];
  return [...machine, '-blockdev', disk, '-device', 'virtio-blk-pci,drive=disk,bootindex=1'];
}

function arm64Arguments(image: string): readonly string[] {
  return ['-machine', 'virt-7.2', '-cpu', 'max', '-m', '64M', '-kernel', image];
}
