/** Limits and deadlines of storage: each with its unit and why (law 8). */
import { KIB, MIB, GIB, MINUTE_MS, SECOND_MS } from '@rapidvm/kernel';

/** Bytes that must be free before a VM's files are made: their first clusters, owner file and spec, and room for a little more. */
export const PROVISION_MIN_FREE_BYTES = 16 * MIB;

/** Milliseconds for one run of qemu-img. Creating a child takes 20 ms; only storage that hangs takes longer than this. */
export const QEMU_IMG_DEADLINE_MS = MINUTE_MS;

/** Bytes of address space for qemu-img: a hostile image must not eat the host's memory. It needs 200 MiB for itself and its libraries. */
export const QEMU_IMG_MAX_MEMORY_BYTES = GIB;

/** Seconds of processor time for qemu-img, which does next to nothing for what we ask. */
export const QEMU_IMG_MAX_CPU_SECONDS = 30;

/** Bytes of qemu-img's output. `info` of an image without snapshots is below 4 KiB. */
export const QEMU_IMG_MAX_OUTPUT_BYTES = 256 * KIB;

/** Characters of qemu-img's own words kept in an error. */
export const QEMU_IMG_OUTPUT_CHARS = 2048;

/** Milliseconds for a datastore to tell its size. A local one takes microseconds; a hung one never answers. */
export const USAGE_DEADLINE_MS = 2 * SECOND_MS;

/** Bytes of an owner file or spec. A spec with every disk and network card there can be has 20 KiB. */
export const MAX_SMALL_FILE_BYTES = MIB;

/** Bytes read at once when an image is checksummed. */
export const CHECKSUM_CHUNK_BYTES = MIB;

/** Looks at a VM's claim until it stands still: it changes with every start and end only, on few hosts. */
export const CLAIM_TRIES = 5;

/** Milliseconds for one call to an NFS server: longer than a server takes to start anew, and an answer for whoever waits. */
export const NFS_CALL_TIMEOUT_MS = 20 * SECOND_MS;

/** Calls of one datastore's folder at once: each that hangs keeps one of the agent's threads for files (`FILE_THREADS` of apps/agent). */
export const FOLDER_CALLS_AT_ONCE = 2;

/** Calls waiting for their turn: every VM that a host can have asks for something. */
export const FOLDER_CALLS_WAITING = 1024;

/** Milliseconds until a call's turn comes: as an NFS server's answer. */
export const FOLDER_TURN_TIMEOUT_MS = NFS_CALL_TIMEOUT_MS;

/** Milliseconds for one call: forcing a disk's file to a slow card takes many seconds. Less than whoever asked waits for the whole. */
export const FOLDER_CALL_TIMEOUT_MS = 45 * SECOND_MS;
