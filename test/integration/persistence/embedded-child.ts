/** A controller with an embedded server, to be killed: tells the server's process id and waits. */
import { startEmbeddedPostgres } from '@rapidvm/controller-postgres';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { recordingLogger } from '@rapidvm/testing';

const world = { clock: systemClock, timers: systemTimers, rng: systemRng, logger: recordingLogger() };
const server = await startEmbeddedPostgres({ directory: process.argv[2] ?? '', ...world });
process.send?.(server.pid());
