/** What one client may cost the controller. Past a limit the caller gets a coded error that names it. */
import { KIB, MIB, MINUTE_MS, SECOND_MS } from '@rapidvm/kernel';

/** For a TLS handshake, in milliseconds: a Pi under load takes less than a second. Who takes longer holds a place that others need. */
export const HANDSHAKE_MS = 10 * SECOND_MS;

/**
 * Connections at once from one address on which nobody has logged in yet, of both ports together: a fifth of each one's. An office behind one address may open the pages
 * for 30 people at one moment, with six connections each.
 */
export const STRANGERS_PER_ADDRESS = 200;

export const HTTP_LIMITS = {
  /** The largest body there is reason for is a VM with 64 labels, about 24 kB; a console ticket keeps bulk data out of HTTP bodies. */
  bodyBytes: 1 * MIB,
  /** A whole request must have arrived by then, or a slow sender holds a socket for ever. */
  requestTimeoutMs: 30 * SECOND_MS,
  /** Its headers by then, also of a connection on which nothing was said yet; browsers open some in advance and cope with losing them. */
  headersTimeoutMs: 15 * SECOND_MS,
  /** How often connections are looked at for these two. */
  checkEveryMs: 5 * SECOND_MS,
  /** Longer than a browser's pause between two clicks, so that it need not shake hands again. */
  keepAliveMs: 75 * SECOND_MS,
  /** Sockets of all clients together; each costs about 100 kB with TLS. */
  connections: 1000,
  /** Path parameters are ids (36 characters); longer ones can't name anything. */
  pathParameterChars: 128,
  /** `Idempotency-Key` is a UUID in practice. */
  idempotencyKeyChars: 128,
} as const;

export const HOST_KIT_LIMITS = {
  /** Files for joining hosts under way at once: each keeps a core busy for seconds; who comes then tries again by itself. */
  downloads: 8,
  /** Nothing taken for as long: who fetches has gone, or only keeps the place. */
  stalledMs: 30 * SECOND_MS,
  /** One download in all: 60 MB at 100 kB/s. */
  downloadMs: 10 * MINUTE_MS,
} as const;

export const LOGIN_LIMITS = {
  /** Wrong passwords from one address in one window, whatever the names; the use-case counts each name apart and stricter. */
  failures: 20,
  windowMs: 1 * MINUTE_MS,
  /** Addresses remembered; the oldest is forgotten first (about 100 bytes each). */
  addresses: 10_000,
  /** Passwords being checked at once: argon2id takes 64 MiB for each. */
  atOnce: 2,
  /** Logins waiting for their turn, at about 100 ms each. */
  waiting: 50,
} as const;

export const STREAM_LIMITS = {
  /** Unsent bytes of an event stream above which nothing more is taken from the feed for it. Consoles have one frame in flight. */
  highWaterBytes: 256 * KIB,
  /** One WebSocket message from a viewer: a large paste into a terminal is well below. */
  messageBytes: 1 * MIB,
  /** Messages from a viewer not yet taken by the agent; the socket is paused from the first on, these were already on their way. */
  pendingInputBytes: 2 * MIB,
  /** How often an event stream says that it is alive and where it is; a client that takes nothing for as long is told to resume. */
  heartbeatMs: 10 * SECOND_MS,
  /** WebSockets at once, all clients together: 20 people with a dozen tabs each. */
  sockets: 250,
  /** How often an open stream asks whether its user may still have it; so long may a revoked one go on. */
  standingMs: 10 * SECOND_MS,
  /** How often a WebSocket peer is asked for a sign of life; the second missing one ends it. */
  pingMs: 30 * SECOND_MS,
  /** How long a stopping controller waits for a peer's goodbye. */
  goodbyeMs: 1 * SECOND_MS,
} as const;

export const GRPC_LIMITS = {
  /** Sockets of all clients together, as for HTTP. */
  connections: 1000,
  /** As for HTTP bodies. */
  receiveBytes: 1 * MIB,
  /** What the library takes in: above it, it refuses by itself, with a status that carries no coded error. So far we see the message and can say more. */
  libraryReceiveBytes: 2 * MIB,
  /** A page of 1000 VMs is about 1 MB. */
  sendBytes: 16 * MIB,
  /** Calls at once on one connection. */
  concurrentStreams: 100,
  /** How often a silent connection is asked for a sign of life, and how long it has to give one. */
  keepaliveMs: 30 * SECOND_MS,
  keepaliveTimeoutMs: 10 * SECOND_MS,
  /** How often a watch that waits for its client looks whether it takes anything; at the second look without, at the latest, it loses its place. */
  unreadMs: 1 * MINUTE_MS,
  /** How long calls under way may take to end when the controller stops. */
  goodbyeMs: 2 * SECOND_MS,
} as const;
