/** Limits of the agent's rules, each with its unit and reason (law 8). */
import { MINUTE_MS, SECOND_MS } from '@rapidvm/kernel';

/** VMs on one host: sixteen times what the largest of our machines can run; past it something creates them in a loop. */
export const MAX_VMS = 1024;

/** Commands waiting for one VM. One task at a time works on a VM; more than this is a caller in a loop. */
export const MAX_WAITING_COMMANDS = 32;

/** Callers waiting for the outcome of commands on one VM: first calls and their repeats. */
export const MAX_WAITING_CALLERS = 32;

/** Streams of facts: two controllers, each with an old and a new connection, and tools. */
export const MAX_WATCHERS = 16;

/** Milliseconds between signs of life on a quiet stream. */
export const HEARTBEAT_MS = 5 * SECOND_MS;

/** Seconds that a guest may take to power off. A day: nobody means more. */
export const MAX_GRACE_SECONDS = 24 * 60 * 60;

/** Milliseconds between two presses of the power button while a guest has time to power off. */
export const PRESS_AGAIN_MS = 3 * SECOND_MS;

/** Milliseconds until the first restart after a crash; doubled with every further one. */
export const RESTART_FIRST_MS = SECOND_MS;

/** Milliseconds between restarts at most: a guest that can't start costs little, and one whose trouble is over is back soon. */
export const RESTART_CAP_MS = 5 * MINUTE_MS;

/** Milliseconds that a guest must have run for its earlier crashes to be forgotten. */
export const STABLE_RUN_MS = 5 * MINUTE_MS;

/** Milliseconds until a vm process that can't be seen is looked for again. */
export const LOOK_AGAIN_MS = 5 * SECOND_MS;

/** Milliseconds until a ledger entry that could not be written (full disk) is tried again. */
export const LEDGER_RETRY_MS = 5 * SECOND_MS;

/** Milliseconds until a claim that could not be given back (hung datastore) is tried again. Until then no other host can start the VM. */
export const CLAIM_RETRY_MS = 5 * SECOND_MS;

/** Milliseconds between two looks at the host's load. */
export const LOAD_REFRESH_MS = 5 * SECOND_MS;

/** Milliseconds between two looks at the host's inventory and the space in its datastores. */
export const INVENTORY_REFRESH_MS = MINUTE_MS;

/**
 * Milliseconds until the first look again when a datastore could not be looked at, doubled with every look that fails too, up to the usual: one
 * that comes back is offered soon, and one that stays away is not asked all the time.
 */
export const DATASTORE_RETRY_MS = LOAD_REFRESH_MS;

/** Milliseconds for starts under way to finish when the agent stops, so that no new QEMU goes unrecorded. */
export const CLOSE_DEADLINE_MS = 10 * SECOND_MS;

/** Reports that one run of the agent can number before it would reach the numbers of the next run. */
export const GENERATIONS_PER_EPOCH = 2 ** 32;

/** Characters in a ledger file; a spec at its limits needs about 20 Ki. */
export const MAX_LEDGER_CHARS = 1024 * 1024;

/** Milliseconds between a change of a VM and the host facts that tell it: twenty VMs that start at once are one piece of news. */
export const CHANGE_GAP_MS = 100;
