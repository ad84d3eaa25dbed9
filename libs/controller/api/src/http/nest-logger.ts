import type { LoggerService } from '@nestjs/common';
import type { Logger } from '@rapidvm/kernel';

/** Nest's own lines in our log; its chatter about every route only when debugging. */
export function nestLogger(logger: Logger): LoggerService {
  const nest = logger.child({ part: 'nest' });
  return {
    log: (message: unknown) => nest.debug(String(message)),
    warn: (message: unknown) => nest.warn(String(message)),
    error: (message: unknown) => nest.error('Nest reports an error', message),
  };
}
