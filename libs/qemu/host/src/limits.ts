/** Limits and deadlines of running QEMU: each with its unit and why (law 8). */
import { MIB, SECOND_MS } from '@rapidvm/kernel';

/** Commands on one monitor without an answer yet. QEMU answers in order; more waiting than this means it hangs. */
export const QMP_MAX_OUTSTANDING = 16;

/** Milliseconds for one QMP command. QEMU answers in under 10 ms; on hung storage it may never answer. */
export const QMP_COMMAND_DEADLINE_MS = 5 * SECOND_MS;

/** Milliseconds from spawn until QEMU's monitor answers. 60 ms is usual; a Pi starting twenty VMs at once takes seconds. */
export const START_DEADLINE_MS = 30 * SECOND_MS;

/** Milliseconds for the monitor of a QEMU that already runs. */
export const REATTACH_DEADLINE_MS = 10 * SECOND_MS;

/** Milliseconds between looks for a socket or a process, while something is about to happen: part of every start, and one look costs 50 µs. */
export const POLL_MS = 3;

/** Milliseconds between looks at a process whose monitor is gone but which lives on. */
export const SLOW_POLL_MS = 250;

/** Milliseconds after SIGKILL until a process must be gone. Longer: it hangs in the kernel, on storage that does not answer. */
export const KILL_DEADLINE_MS = 10 * SECOND_MS;

/** Milliseconds to read a monitor's last words after QEMU is gone; they are in our socket already. */
export const LAST_WORDS_DEADLINE_MS = SECOND_MS;

/** Milliseconds before a guest stopped by a disk error may try again. */
export const DISK_ERROR_RETRY_MS = 5 * SECOND_MS;

/** Milliseconds that such a guest must run for its disk to be well again: the request that failed is the first that it repeats. */
export const DISK_WELL_MS = 2 * SECOND_MS;

/** Bytes of a serial log that are always kept: what a console can scroll back. */
export const SERIAL_LOG_KEPT_BYTES = 8 * MIB;

/** Bytes on disk past which the old part of a serial log, or of QEMU's own, is freed. */
export const SERIAL_LOG_MAX_BYTES = 16 * MIB;

/** Milliseconds between looks at the sizes of a VM's logs. */
export const LOG_CHECK_MS = 5 * SECOND_MS;

/** Milliseconds for the guest that proves KVM. It needs 0.2 s; where KVM does not work it hangs. */
export const KVM_PROOF_DEADLINE_MS = 5 * SECOND_MS;

/** Characters of what such a guest's QEMU said that are kept: they go into the host's facts, whose texts the mesh bounds at 256. */
export const KVM_PROOF_CAUSE_CHARS = 160;

/** Milliseconds for a small program of ours (`qemu --version`, `fallocate`). */
export const PROGRAM_DEADLINE_MS = 10 * SECOND_MS;

/** Milliseconds for a folder to tell its mode when the agent starts. One that is well takes microseconds; the agent does not wait for storage that hangs. */
export const FOLDER_LOOK_DEADLINE_MS = 2 * SECOND_MS;

/** Bytes of such a program's output. */
export const PROGRAM_MAX_OUTPUT_BYTES = 64 * 1024;
