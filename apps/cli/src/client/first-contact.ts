/** The first contact with a server whose CA this machine does not know: a person compares its fingerprint once, from then on it is pinned. */
import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate } from 'node:tls';
import { connect } from 'node:tls';
import { CliError } from '../cli-error.ts';
import { EXIT } from '../exit-codes.ts';
import { REQUEST_TIMEOUT_MS } from '../limits.ts';
import { askYes } from '../terminal/ask.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { print } from '../terminal/terminal.ts';
import { connectionError } from './connection-error.ts';

const HTTPS_PORT = 443;
/** Certificates followed up a chain; ours has two. */
const MAX_CHAIN = 10;

/**
 * The PEM of the CA to pin for `server`; null when the system trusts it already. Nothing is sent over the connection that finds out.
 * `fingerprint`: accept the CA with this SHA-256 without asking. Refuses (exit 6) when it differs or the person says no.
 */
export async function trustOnFirstUse(terminal: Terminal, server: URL, fingerprint: string | undefined): Promise<string | null> {
  const ca = await presentedAuthority(server, terminal.signal);
  if (ca === null) return null;
  if (fingerprint !== undefined) {
    if (bare(fingerprint) === bare(ca.fingerprint256)) return ca.toString();
    throw new CliError(
      EXIT.unreachable,
      `The CA of ${server.host} has another fingerprint: ${ca.fingerprint256}`,
      'Do not go on: somebody may stand between you and the server',
    );
  }
  print(terminal.stderr, `The certificate of ${server.host} is from a CA that this machine does not know:`);
  print(terminal.stderr, `  ${ca.subject.replaceAll('\n', ', ')}\n  SHA-256 ${ca.fingerprint256}`);
  const instead = `Give --ca-file FILE, or --ca-fingerprint ${ca.fingerprint256} if that is what the server's own machine shows`;
  if (await askYes(terminal, 'Does the server show the same fingerprint? Trust it from now on?', instead)) return ca.toString();
  throw new CliError(EXIT.unreachable, 'The CA is not trusted', 'Get the CA file of the server and give it with --ca-file');
}

/** The CA at the top of the chain that the server shows; null when the chain is trusted as it is. */
function presentedAuthority(server: URL, signal: AbortSignal): Promise<X509Certificate | null> {
  const host = server.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    // Not verified here on purpose: this connection only looks at the chain and is closed; the login that follows verifies against it.
    const socket = connect({
      host,
      port: Number(server.port || HTTPS_PORT),
      servername: /^[\d.:]+$/.test(host) ? '' : host,
      rejectUnauthorized: false,
      timeout: REQUEST_TIMEOUT_MS,
    });
    const fail = (error: unknown): void => {
      socket.destroy();
      reject(error instanceof CliError ? error : connectionError(server, error, signal));
    };
    const abort = (): void => fail(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', abort));
    socket.once('error', fail);
    socket.once('timeout', () => fail(new Error('no answer')));
    socket.once('secureConnect', () => {
      const authority = socket.authorized ? null : topOf(socket.getPeerCertificate(true));
      if (authority === undefined) return fail(noAuthority(server));
      socket.destroy();
      resolve(authority);
    });
  });
}

/** The self-signed CA that a chain ends in; undefined when it does not end in one. */
function topOf(leaf: DetailedPeerCertificate): X509Certificate | undefined {
  let top = leaf;
  for (let depth = 0; depth < MAX_CHAIN && top.issuerCertificate !== undefined && top.issuerCertificate !== top; depth += 1)
    top = top.issuerCertificate;
  const certificate = new X509Certificate(top.raw);
  return certificate.ca && certificate.checkIssued(certificate) ? certificate : undefined;
}

function noAuthority(server: URL): CliError {
  return new CliError(
    EXIT.unreachable,
    `${server.host} shows a certificate without its CA`,
    'Get the CA file of the server and give it with --ca-file',
  );
}

/** AB:CD…, sha256:abcd… → abcd… */
function bare(fingerprint: string): string {
  return fingerprint
    .toLowerCase()
    .replace(/^sha256[: ]?/, '')
    .replaceAll(':', '');
}
