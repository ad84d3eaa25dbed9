/** Why a connection failed, in words a person can act on. */
import { CliError, interrupted } from '../cli-error.ts';
import { EXIT } from '../exit-codes.ts';

const UNTRUSTED = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
];

/** A failed connection as exit 6; an interrupted one as exit 130. */
export function connectionError(url: URL, error: unknown, signal: AbortSignal): CliError {
  if (signal.aborted) return interrupted();
  if (error instanceof CliError) return error;
  const code = codeOf(error);
  if (UNTRUSTED.includes(code)) {
    return new CliError(
      EXIT.unreachable,
      `The certificate of ${url.host} is not from a CA that you trust`,
      'Give its CA with --ca-file, or log in to it once: rapidvm login --server URL',
      error,
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return new CliError(
      EXIT.unreachable,
      `The certificate of ${url.host} is for other names: ${messageOf(error)}`,
      'Use a name or address that the server has in its certificate',
      error,
    );
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return new CliError(
      EXIT.unreachable,
      `The certificate of ${url.host} is not valid now`,
      'Check the clock of this machine and of the server',
      error,
    );
  }
  return new CliError(
    EXIT.unreachable,
    `${url.host} can't be reached: ${messageOf(error)}`,
    'Is the server running, and is the address right?',
    error,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? error.name : error.message;
}
