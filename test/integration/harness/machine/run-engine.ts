import type { Database, TaskEngine } from '@rapidvm/controller-app';
import { createTaskEngine } from '@rapidvm/controller-tasks';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { recordingLogger } from '@rapidvm/testing';

/** A dead controller's tasks are taken over quickly; only one engine runs at a time in these tests, so nothing is taken from a living one. */
const QUICK = { leaseMs: 300, heartbeatMs: 50 };

export function quickEngine(database: Database): TaskEngine {
  const logger = recordingLogger();
  return createTaskEngine({ database, clock: systemClock, timers: systemTimers, rng: systemRng, logger, timing: QUICK });
}
