/** Limits of joining and renewing, each with its unit and reason (law 8). */
import { KIB, MINUTE_MS, SECOND_MS } from '@rapidvm/kernel';

/** Bytes in the controller's answer: a member table of 1,000 hosts is 300 KiB. */
export const MAX_ANSWER_BYTES = 1024 * KIB;

/** Milliseconds for one request to the controller. */
export const REQUEST_DEADLINE_MS = 20 * SECOND_MS;

/** Controller addresses that are kept and tried. */
export const MAX_CONTROLLER_URLS = 16;

/** Milliseconds until the first retry of a renewal; doubled each time, up to the cap. Retried for ever. */
export const RETRY_FIRST_MS = 5 * SECOND_MS;
export const RETRY_CAP_MS = 15 * MINUTE_MS;

/** The part of a certificate's life after which it is renewed, and by how much of it that moves at random, so that hosts don't come at once. */
export const RENEW_AT_SHARE = 0.5;
export const RENEW_JITTER_SHARE = 0.1;

/** Milliseconds between two renewals that worked, whatever the clock says. */
export const MIN_BETWEEN_RENEWALS_MS = 60 * MINUTE_MS;

/** Milliseconds that one timer may run: Node's own limit is 2^31 - 1. */
export const MAX_TIMER_MS = 24 * 60 * MINUTE_MS;

/** Milliseconds between two looks at this host's own addresses: a new one is told within that time. */
export const LOOK_AT_ADDRESSES_MS = 2 * SECOND_MS;

/** Milliseconds between hellos while no controller watches this host: it may have moved, restarted, or removed us. */
export const GREET_ALONE_MS = 15 * SECOND_MS;

/** Milliseconds between hellos while one does: only so that a copy of this host that starts later is noticed by both. */
export const GREET_AGAIN_MS = 10 * MINUTE_MS;

/** Milliseconds until a hello that did not arrive is said again; doubled each time, up to the cap. */
export const GREET_RETRY_FIRST_MS = SECOND_MS;
export const GREET_RETRY_CAP_MS = 30 * SECOND_MS;

/** Milliseconds for the connection that tells by which of its addresses this host reaches the controller. */
export const ROUTE_DEADLINE_MS = 3 * SECOND_MS;

/** Mesh addresses that one host tells: a machine has a few networks; the controller takes no more. */
export const MAX_MESH_ADDRESSES = 8;
