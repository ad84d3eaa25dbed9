import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, Logger, Rng, Timers } from '@rapidvm/kernel';
import { invalidInput } from '@rapidvm/kernel';
import { findNativeDirectory, libraryEnvironment } from './binaries.ts';
import { DATABASE, SUPERUSER, clusterPaths, ensureCluster, ensurePassword, ownDirectory } from './cluster.ts';
import { MAX_SOCKET_PATH_BYTES } from './limits.ts';
import { reachablePrograms } from './reachable-programs.ts';
import type { ServerUser } from './server-user.ts';
import { chooseServerUser } from './server-user.ts';
import { Server } from './server.ts';

export interface EmbeddedPostgresOptions {
  /** Absolute path of the server's own directory; made if absent. When we are root, the server's user must be able to reach it. */
  readonly directory: string;
  /** The `native` directory of the binaries; absent: that of the installed npm package. Copied into `directory` where `user` can't reach it. */
  readonly nativeDirectory?: string;
  /** Whom the server runs as when we are root; absent: `nobody`. Ignored when we are not root. */
  readonly user?: ServerUser;
  /** Where its socket goes; absent: in `directory`, or in a new directory of the system's temporary one when that path is too long. */
  readonly socketDirectory?: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}

export interface EmbeddedPostgres {
  /** How to connect: over the unix socket in `socketDirectory`, by SCRAM. */
  readonly connection: {
    readonly socketDirectory: string;
    readonly user: string;
    readonly password: string;
    readonly database: string;
  };
  /** The server's process id; null while it is down. */
  pid(): number | null;
  /** Fast shutdown; resolves when the process is gone. */
  stop(): Promise<void>;
}

const SOCKET_NAME = '.s.PGSQL.5432';

/**
 * Starts a PostgreSQL server of our own on `directory` (made at first) and keeps it running. Resolves when it accepts connections.
 * Refuses `unsupported` (no binaries for this machine), `already-running` (another controller owns the directory) and `unavailable`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const paths = clusterPaths(options.directory);
  const user = chooseServerUser(options.user);
  await ownDirectory(paths.root, user);
  const nativeDirectory = await reachablePrograms(options.nativeDirectory ?? findNativeDirectory(), paths.programs, user);
  const programs = { nativeDirectory, user, env: await libraryEnvironment(nativeDirectory, paths.libraries) };
  const password = await ensurePassword(paths, user, options.rng);
  await ensureCluster(paths, programs);
  const socket = await chooseSocket(options);
  await ownDirectory(socket.directory, user);
  const server = new Server({
    ...options,
    logger: options.logger.child({ part: 'postgres' }),
    paths,
    programs,
    socketDirectory: socket.directory,
    socketPath: join(socket.directory, SOCKET_NAME),
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    if (socket.temporary) await rm(socket.directory, { recursive: true, force: true });
  };
  await server.start();
  return {
    connection: { socketDirectory: socket.directory, user: SUPERUSER, password, database: DATABASE },
    pid: () => server.pid,
    stop,
  };
}

interface SocketPlace {
  readonly directory: string;
  readonly temporary: boolean;
}

async function chooseSocket(options: EmbeddedPostgresOptions): Promise<SocketPlace> {
  const directory = options.socketDirectory ?? join(options.directory, 'run');
  if (socketFits(directory)) return { directory, temporary: false };
  if (options.socketDirectory === undefined) {
    return { directory: await mkdtemp(join(tmpdir(), 'rapidvm-db-')), temporary: true };
  }
  const rule = `must be short enough for a socket path of ${MAX_SOCKET_PATH_BYTES} bytes`;
  throw invalidInput([{ field: 'socketDirectory', value: directory, rule }]);
}

function socketFits(directory: string): boolean {
  return Buffer.byteLength(join(directory, SOCKET_NAME)) <= MAX_SOCKET_PATH_BYTES;
}
