/** What ends a command other than a refusal by the server. */
import type { ExitCode } from './exit-codes.ts';
import { EXIT } from './exit-codes.ts';

/** A failure of the command itself: `message` what failed, `hint` what to do next. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;
  readonly hint: string;

  constructor(exitCode: ExitCode, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

export const usageError = (message: string, hint: string): CliError => new CliError(EXIT.usage, message, hint);

export const interrupted = (): CliError => new CliError(EXIT.interrupted, 'Interrupted', '');
