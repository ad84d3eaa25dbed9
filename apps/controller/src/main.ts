/** The controller process: reads its configuration, runs, ends on SIGTERM or SIGINT, and at once when something was not foreseen. */
import { toErrorRecord } from '@rapidvm/kernel';
import { loadConfig } from './config.ts';
import { startController } from './controller.ts';
import { CONTROLLER_LIMITS } from './limits.ts';
import { realWorld } from './world.ts';

async function main(): Promise<void> {
  const config = await loadConfig(process.argv.slice(2));
  const world = realWorld(config.logLevel);
  const { logger, timers } = world;
  const die = (message: string) => (error: unknown) => {
    logger.error(message, error);
    process.exit(1);
  };
  process.on('uncaughtException', die('An error was not caught; the controller ends'));
  process.on('unhandledRejection', die('A rejection was not handled; the controller ends'));

  const stopAsked = new Promise<string>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  const controller = await Promise.race([startController(config, world), stopAsked.then(() => null)]);
  if (controller === null) {
    // Whatever had begun ends with the process, the database server too.
    logger.info('The controller was asked to stop while it started');
    process.exit(0);
  }
  const { httpPort, grpcPort } = controller;
  logger.info('The controller serves', { https: `${config.listen.host}:${httpPort}`, grpc: `${config.grpc.host}:${grpcPort}` });

  logger.info('The controller stops', { signal: await stopAsked });
  timers.after(CONTROLLER_LIMITS.stopMs, () => die('The controller did not stop in time')(undefined));
  await controller.stop();
  logger.info('The controller has stopped');
  process.exit(0);
}

try {
  await main();
} catch (error) {
  const { code, message, hint } = toErrorRecord(error);
  process.stderr.write(
    `${code}: ${message}\n${hint}\n${code === 'internal' && error instanceof Error ? `${error.stack}\n` : ''}`,
  );
  process.exit(1);
}
