/** The agent of one host: `main.js --config FILE`. `main.js install` makes this machine a host first, with the join token from its standard input. */
import { parseArgs } from 'node:util';
import type { Logger } from '@rapidvm/kernel';
import { createLogger, systemClock } from '@rapidvm/runtime';
import { readConfig } from './config.ts';
import { install } from './install/install.ts';
import { startAgent } from './start-agent.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);
let logger: Logger = createLogger({ clock: systemClock, level: 'info', write });

/** What nobody foresaw ends the process: whoever watches it starts it again, and it finds its VMs as they are. */
function die(message: string, error: unknown): void {
  logger.error(message, error);
  process.exit(1);
}

process.on('uncaughtException', (error) => die('Something went wrong that nobody foresaw', error));
process.on('unhandledRejection', (error) => die('Something failed and nobody asked', error));

/**
 * Threads for calls of the file system. Each folder datastore that hangs keeps two: of Node's own four none would be left with two such folders, and
 * the agent could read and write no file at all. An idle one costs no memory that could be measured.
 */
const FILE_THREADS = 12;

async function main(): Promise<void> {
  // Node reads it when it is first asked for a file, which is below.
  process.env['UV_THREADPOOL_SIZE'] = `${FILE_THREADS}`;
  const { values, positionals } = parseArgs({ options: { config: { type: 'string' } }, allowPositionals: true });
  if (positionals[0] === 'install') process.exit(await install());
  const config = await readConfig(values.config ?? 'agent.json');
  logger = createLogger({ clock: systemClock, level: config.logLevel, write });
  const agent = await startAgent(config, logger);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info('The agent stops; its VMs go on', { signal });
    agent.close().then(
      () => process.exit(0),
      (error: unknown) => die('The agent could not stop in order', error),
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

main().catch((error: unknown) => die('The agent could not start', error));
