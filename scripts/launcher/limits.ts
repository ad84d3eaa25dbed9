/** Limits of the launcher, each with its unit and reason. */
export const LAUNCHER_LIMITS = {
  /** Milliseconds for the controller to answer: a first start makes a database and a certificate authority, 2 s; emulated machines 10 times that. */
  controllerReadyMs: 120_000,
  /** Milliseconds for the agent to join and report its host. */
  hostActiveMs: 60_000,
  /** Milliseconds for one task (register an image, create or stop a VM): checksumming 100 MB on an SD card takes 10 s. */
  taskMs: 180_000,
  /** Milliseconds for one API request. */
  requestMs: 30_000,
  /** Milliseconds between two looks at something that is awaited: short for a person, long for a processor. */
  pollMs: 100,
  /** Seconds a guest gets to shut down when everything stops. */
  guestGraceSeconds: 20,
  /** Milliseconds for a daemon to end after SIGTERM before SIGKILL: the controller stops PostgreSQL in that time. */
  stopMs: 30_000,
  /** Seconds a second `up` or `down` on the same data waits for the first: a first `up` makes the guest image, minutes on a small machine. */
  lockWaitSeconds: 600,
  /** Seconds a run waits for another that builds: everything from nothing, on a small machine. */
  buildWaitSeconds: 900,
  /** Bytes of a log shown when its daemon fails to start. */
  logTailBytes: 3000,
  /** Bytes after which a log is put aside as `.1` at the next start. */
  logRotateBytes: 20 * 1024 * 1024,
  /** Addresses of this machine that `up` prints: one with many bridges has dozens, and a person needs one. */
  shownAddresses: 4,
  /** Milliseconds after which something that takes long says that it still goes on. */
  stillMs: 30_000,
  /** VMs handled at once when everything stops: the API's largest page. */
  vmPage: 1000,
} as const;
