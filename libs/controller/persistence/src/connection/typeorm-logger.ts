import type { Logger } from '@rapidvm/kernel';
import type { Logger as TypeormLogger } from 'typeorm';

/** TypeORM's log in ours. Statements and parameters are never logged: they hold password hashes. */
export function typeormLogger(logger: Logger): TypeormLogger {
  return {
    logQuery: () => undefined,
    logQueryError: (error) => logger.debug('a statement failed', { cause: String(error) }),
    logQuerySlow: () => undefined,
    logSchemaBuild: () => undefined,
    logMigration: (message) => logger.info(message),
    log: (level, message) => (level === 'warn' ? logger.warn(String(message)) : logger.debug(String(message))),
  };
}
