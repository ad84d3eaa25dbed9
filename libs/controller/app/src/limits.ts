import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@rapidvm/kernel';

/** Limits of the controller's rules, each with its unit and reason (law 8). */
export const APP_LIMITS = {
  /** A working day: who comes back the next morning logs in again. Fixed, so that a stolen cookie dies by itself. */
  sessionMs: 12 * HOUR_MS,
  /** Failed logins of one name from one address before it has to wait; a person who mistypes needs three or four. */
  loginFailures: 10,
  loginWindowMs: 15 * MINUTE_MS,
  /** Name and address pairs remembered; the oldest is forgotten first. About 1 MiB. */
  loginPairs: 10_000,
  /** `lastUsedAt` of a token is for people: once a minute is often enough and spares the database. */
  tokenTouchMs: MINUTE_MS,
  /** Refusals of callers nobody knows that are written down in one window: a machine that knocks for a whole year leaves 600 MB at most. */
  strangersAudited: 200,
  strangersWindowMs: HOUR_MS,
  /** Tokens of one account: more is a program that never deletes them. */
  tokensPerUser: 100,
  /** Long enough for a browser to open a WebSocket, too short to be worth stealing. */
  ticketMs: 30 * SECOND_MS,
  /** Tickets waiting to be used, of all callers together: 2,000 consoles opened at the same moment. */
  tickets: 2000,
  /** Answers kept for repeats of a request; clients give up long before. */
  idempotencyMs: DAY_MS,
  /** How long a kill waits for a stop to let go of the VM. */
  supersedeMs: 10 * SECOND_MS,
  supersedePollMs: 50,
  /** Hosts being drained at once: each keeps a task that waits for another, so that they must be far fewer than tasks may run. */
  drainsAtOnce: 8,
  /** How often a task looks what has become of one that it has begun. */
  partPollMs: 200,
  /** Subscribers of events on one controller: browsers, CLIs and scripts of a large team. */
  subscribers: 500,
  /** Newest events kept in memory for subscribers; who is further behind reads them from the database. */
  recentEvents: 2048,
  /** Events read at once. */
  eventBatch: 500,
  /** Hosts whose load changed and that a subscriber has not asked for yet; past it, older hints go: they are only hints. */
  hintsPerSubscriber: 1024,
  /** Starts of one host’s agent before the present one whose hellos are known again: months of restarts, in some 8 KiB. */
  earlierStarts: 100,
  /** Hosts in one cluster: what one controller and its member table serve. */
  hosts: 1000,
  /** Controllers on one database: two or three are what anyone needs. */
  controllers: 8,
  /** Looks at the members, of all controllers together, after which one that was silent is a member no more: most of a day. */
  controllerTurns: 10_000,
  /** VMs suspected to be left over, waiting to be looked at: those of a host at its limit. */
  suspects: 4096,
  /** Destroyed VMs forgotten in one round; there is hardly ever one. */
  destroyedAtOnce: 100,
  /** Hosts at a time that are sent a member table. */
  membersAtOnce: 16,
} as const;

/** How often what must become true is looked at without being asked. Milliseconds. */
export const RECONCILE = {
  livenessMs: SECOND_MS,
  membersMs: 15 * SECOND_MS,
  leftoversMs: 30 * SECOND_MS,
  capacityMs: 30 * SECOND_MS,
  pruneMs: HOUR_MS,
  /** First and longest pause after a round that failed. */
  retryFirstMs: SECOND_MS,
  retryLongestMs: 30 * SECOND_MS,
} as const;

export const LIVENESS = {
  /** Without a stream, and with no word of the mesh against it, a host keeps its state for this long: a restart of its agent takes less. */
  graceMs: 10 * SECOND_MS,
  /** A controller that has just started has to dial its hosts first. */
  startGraceMs: 20 * SECOND_MS,
  /** Names of members that no longer see a host, kept and shown: as many as watch one host. */
  witnessesShown: 12,
} as const;

export const PLACEMENT = {
  /** VMs decided in one transaction: its locks are held for some 20 ms, and what a commit costs is shared by them all. */
  atOnce: 128,
  /** Hosts looked at for all VMs of one transaction: some 50 ms of one core, in which nothing else of the controller is served. */
  looksAtOnce: 128_000,
  /** Hosts read at once when what is known of them is out of date: some 10 ms. */
  hostsAtOnce: 250,
  /** How long it is good enough to have known where VMs of an image live: reading it looks at 20,000 rows, and nothing depends on it but a preference. */
  imagesKnownMs: 30 * SECOND_MS,
  /** VMs waiting for a place: those of a cluster that starts all at once. */
  waiting: 20_000,
  /** Decisions for one VM of which somebody else was faster; more in a row than chance gives. */
  tries: 12,
  /** VMs whose capacity is put right in one round; what is left is for the next. */
  settledAtOnce: 500,
} as const;
