/** Debian's websockify between a TCP port of this machine and a unix socket. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@rapidvm/testing';
import { run } from '../../../scripts/shared/run.ts';
import { freePorts } from '../../e2e/harness/index.ts';

export interface Websockify {
  readonly url: string;
  /** Whom to trust, PEM; null: it speaks without TLS. */
  readonly ca: string | null;
  close(): Promise<void>;
}

async function certificate(folder: string): Promise<readonly [string, string]> {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  await run(['openssl', 'req', '-x509', ...made, '-addext', 'subjectAltName=DNS:localhost', '-out', cert, '-keyout', key]);
  return [cert, key];
}

async function takesConnections(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const taken = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return taken;
}

export async function openWebsockify(target: string, tls: boolean): Promise<Websockify> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-wsfy-'));
  const port = await freePorts(1);
  let ca: string | null = null;
  const words = [`--unix-target=${target}`];
  if (tls) {
    const [cert, key] = await certificate(folder);
    ca = await readFile(cert, 'utf8');
    words.push(`--cert=${cert}`, `--key=${key}`, '--ssl-only');
  }
  const child = spawn('websockify', [...words, `127.0.0.1:${port}`], { stdio: 'ignore', detached: true });
  const closed = once(child, 'close');
  await eventually(() => takesConnections(port), 20_000);
  return {
    url: `${tls ? 'wss' : 'ws'}://localhost:${port}/websockify`,
    ca,
    async close() {
      // With all that it has forked: asked nicely, it waits for those.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await closed;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
