/** A second real server as a user may have one: on TCP, TLS only, with a password in its URL. */
// The X.509 library needs it and must find it loaded.
import 'reflect-metadata';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { appendFile, chown, readdir, readlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { eventually } from '@rapidvm/testing';
import { X509CertificateGenerator, SubjectAlternativeNameExtension } from '@peculiar/x509';
import { Client } from 'pg';
import { startPostgres } from './with-postgres.ts';

export interface ExternalPostgres {
  /** `postgresql://…?sslmode=verify-full&sslrootcert=…` */
  readonly url: string;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function writeCertificate(certificateFile: string, keyFile: string): Promise<void> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const extensions = [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])];
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    keys,
    signingAlgorithm: algorithm,
    extensions,
  });
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  await writeFile(certificateFile, certificate.toString('pem'));
  await writeFile(keyFile, `-----BEGIN PRIVATE KEY-----\n${key.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`, {
    mode: 0o600,
  });
}

/** Starts it on a free port of the loopback interface. */
export async function startTcpPostgres(): Promise<ExternalPostgres> {
  // The embedded server makes the data directory; from then on the server is started as a distribution would.
  const made = await startPostgres();
  // The programs as its user reaches them, wherever the checkout lies.
  const program = await readlink(`/proc/${made.server.pid()}/exe`);
  await made.server.stop();
  const root = join(made.directory, 'db');
  const cluster = join(root, 'cluster');
  const port = await freePort();
  const files = { certificate: join(root, 'server.crt'), key: join(root, 'server.key') };
  await writeCertificate(files.certificate, files.key);
  if (process.getuid?.() === 0) for (const file of await readdir(root)) await chown(join(root, file), 65534, 65534);
  await writeFile(join(cluster, 'pg_hba.conf'), 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ssl: 'on',
    ssl_cert_file: files.certificate,
    ssl_key_file: files.key,
  };
  await appendFile(
    join(cluster, 'postgresql.conf'),
    Object.entries(settings)
      .map(([name, value]) => `${name} = '${value}'\n`)
      .join(''),
  );
  const identity = process.getuid?.() === 0 ? ['--reuid', '65534', '--regid', '65534', '--clear-groups'] : [];
  const argv = [...identity, '--pdeathsig', 'INT', '--', program, '-D', cluster];
  const env = {
    PATH: process.env['PATH'],
    LC_ALL: 'C',
    LD_LIBRARY_PATH: `${join(root, 'lib')}:${join(program, '..', '..', 'lib')}`,
  };
  const server = spawn('setpriv', argv, { stdio: 'ignore', env, cwd: '/' });
  const ended = once(server, 'exit');
  const query = new URLSearchParams({ sslmode: 'verify-full', sslrootcert: files.certificate });
  const { user, password, database } = made.connection;
  const url = `postgresql://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?${query.toString()}`;
  await eventually(() => answers(url));
  return {
    url,
    async close() {
      server.kill('SIGINT');
      await ended;
      await made.close();
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.end();
  return true;
}
