/** From the name of a server and a path on it to an export that can be used. */
import type { Rng, Timers } from '@rapidvm/kernel';
import { NfsError } from '../errors.ts';
import { MAX_TRANSFER_BYTES } from '../limits.ts';
import { listExports, mount, MOUNT_PROGRAM, type ServerExport } from '../protocol/mount.ts';
import { fileSystemInfo, NFS_PORT } from '../protocol/nfs3.ts';
import { getPort, PORTMAPPER_PORT, type ProgramVersion } from '../protocol/portmap.ts';
import type { Credential } from '../rpc/rpc-message.ts';
import { RpcConnection } from '../rpc/rpc-connection.ts';
import { NfsExport } from './nfs-export.ts';

export interface NfsOptions {
  /** Host name or address. */
  readonly host: string;
  /** What the server exports, such as `/export/vms`. */
  readonly path: string;
  readonly credential: Credential;
  readonly timers: Timers;
  readonly rng: Rng;
  /** TCP ports; absent: NFS on 2049, and the server's portmapper is asked for that of MOUNT. */
  readonly nfsPort?: number;
  readonly mountPort?: number;
  readonly portmapperPort?: number;
  /** True: from ports below 1024, which many servers ask for and only root has. */
  readonly privilegedPort?: boolean;
  /** Milliseconds for one call. Absent: CALL_TIMEOUT_MS. */
  readonly callTimeoutMs?: number;
}

type Server = Omit<NfsOptions, 'path'>;

/** Mounts an export in user space. Refuses `unreachable`, `timed-out`, `refused`, or as the server does (EACCES, ENOENT). */
export async function openExport(options: NfsOptions): Promise<NfsExport> {
  const root = await onMountProgram(options, (rpc) => rpc.call(mount, options.path));
  const rpc = connection(options, options.nfsPort ?? NFS_PORT);
  try {
    const { readMax, writeMax } = await rpc.call(fileSystemInfo, root);
    const sizes = { read: Math.min(readMax, MAX_TRANSFER_BYTES), write: Math.min(writeMax, MAX_TRANSFER_BYTES) };
    if (sizes.read === 0 || sizes.write === 0) throw new NfsError('malformed', 'FSINFO', 'transfers of 0 bytes');
    return new NfsExport({ rpc, root, sizes, timers: options.timers, rng: options.rng });
  } catch (error) {
    rpc.close();
    throw error;
  }
}

/** What the server exports, and to whom. */
export function serverExports(server: Server): Promise<readonly ServerExport[]> {
  return onMountProgram(server, (rpc) => rpc.call(listExports, undefined));
}

async function onMountProgram<T>(server: Server, work: (rpc: RpcConnection) => Promise<T>): Promise<T> {
  const rpc = connection(server, server.mountPort ?? (await portOf(server, MOUNT_PROGRAM)));
  try {
    return await work(rpc);
  } finally {
    rpc.close();
  }
}

async function portOf(server: Server, program: ProgramVersion): Promise<number> {
  const rpc = connection({ ...server, privilegedPort: false }, server.portmapperPort ?? PORTMAPPER_PORT, null);
  try {
    const port = await rpc.call(getPort, program);
    if (port > 0) return port;
    throw new NfsError('refused', 'GETPORT', `${server.host} has no mount program of version ${program.version} over TCP`);
  } finally {
    rpc.close();
  }
}

function connection(server: Server, port: number, credential: Credential | null = server.credential): RpcConnection {
  const { host, timers, rng, privilegedPort = false, callTimeoutMs } = server;
  return new RpcConnection({
    host,
    port,
    privilegedPort,
    credential,
    timers,
    rng,
    ...(callTimeoutMs === undefined ? {} : { callTimeoutMs }),
  });
}
