/** Where a datastore on an NFS server lies: `nfs://host/export[?uid=N&gid=N]`. */
import type { NfsFile } from '@rapidvm/agent-app';
import type { Result } from '@rapidvm/kernel';
import { err, ok } from '@rapidvm/kernel';
import type { FileOwner } from '../options.ts';

export interface NfsPlace {
  readonly host: string;
  /** What the server exports: absolute, without a slash at the end. */
  readonly exportPath: string;
  /** As whom everything there is done; null: as root, and each VM's disks as its own user. */
  readonly owner: FileOwner | null;
}

export function isNfsUrl(place: string): boolean {
  return place.startsWith('nfs://');
}

const ID = /^\d{1,9}$/;

/** A host, an absolute path, and both or none of `uid` and `gid`; or the rule that was broken. */
export function parseNfsUrl(text: string): Result<NfsPlace, string> {
  if (!URL.canParse(text)) return err('must be like nfs://host/export');
  const url = new URL(text);
  const exportPath = url.pathname.replace(/\/+$/, '');
  if (/[%?#"]/.test(exportPath)) return err('names an export with plain characters');
  if (url.protocol !== 'nfs:' || url.hostname === '' || !exportPath.startsWith('/')) return err('must be like nfs://host/export');
  // QEMU's driver takes no ports: the server's portmapper tells them.
  if (url.port !== '' || url.username !== '' || url.hash !== '')
    return err('has a host, a path, and nothing else but uid and gid');
  const { uid, gid, ...others } = Object.fromEntries(url.searchParams);
  if (Object.keys(others).length > 0) return err('takes uid and gid only');
  if (uid === undefined && gid === undefined) return ok({ host: url.hostname, exportPath, owner: null });
  if (uid === undefined || gid === undefined || !ID.test(uid) || !ID.test(gid))
    return err('names uid and gid, both whole numbers');
  return ok({ host: url.hostname, exportPath, owner: { uid: Number(uid), gid: Number(gid) } });
}

/** The range of user ids for VMs on a server, as qemu-core has it for hosts. */
const FIRST_UID = 0x7000_0000;
const UIDS = 0x1000_0000;

/** Another user than `owner`, for files that whoever has them open must no longer write. */
export function nextOwner({ uid }: FileOwner): FileOwner {
  const next = FIRST_UID + ((Math.max(uid, FIRST_UID) - FIRST_UID + 1) % UIDS);
  return { uid: next, gid: next };
}

/** How qemu-img and QEMU's headers name a file there. */
export function nfsUrl({ host, exportPath, owner }: NfsPlace, path: string): string {
  const parts = `${exportPath}/${path}`.split('/').map(encodeURIComponent).join('/');
  return `nfs://${host}${parts}${owner === null ? '' : `?uid=${owner.uid}&gid=${owner.gid}`}`;
}

/** The same file as a node of QEMU's block graph, without its name. */
export function nfsNode({ host, path, uid, gid }: NfsFile): object {
  return { driver: 'nfs', server: { type: 'inet', host }, path, user: uid, group: gid };
}
