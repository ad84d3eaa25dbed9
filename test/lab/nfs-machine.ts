/** A machine that serves NFS version 3 from user space, as a NAS would. */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@rapidvm/testing';
import type { Machine } from './machine.ts';

/** Milliseconds for the server to answer: it reads its grace period and its plugins first. */
const SERVES_MS = 60_000;

const LEASE_SECONDS = 5;

export class NfsMachine {
  readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** What it exports: the path to mount, and the folder where the world sees the same files. */
  get folder(): string {
    return join(this.machine.folder, 'export');
  }

  /** What hosts are told of it as a datastore. */
  get url(): string {
    return `nfs://${this.machine.address}${this.folder}`;
  }

  /** Boots the machine and its server, and waits until it serves. */
  async powerOn(): Promise<void> {
    await this.machine.powerOn();
    await mkdir(this.folder, { recursive: true });
    await chmod(this.folder, 0o777);
    await mkdir(join(this.machine.folder, 'recovery'), { recursive: true });
    await writeFile(this.#configFile, this.#config());
    await this.machine.run(['mkdir', '-p', '/run/rpcbind', '/run/ganesha']);
    await this.machine.start(['rpcbind', '-f', '-w'], 'rpcbind.log');
    await eventually(async () => (await this.#programs()).includes('portmapper'), SERVES_MS);
    const log = join(this.machine.folder, 'ganesha.log');
    await this.machine.start(['ganesha.nfsd', '-F', '-L', log, '-f', this.#configFile, '-p', '/run/ganesha/pid'], 'ganesha.out');
    await eventually(async () => /mountd[^]*nfs|nfs[^]*mountd/.test(await this.#programs()), SERVES_MS);
  }

  /** Stops the server where it stands: connections stay, answers do not come. */
  freeze(): Promise<void> {
    return this.machine.freeze();
  }

  thaw(): Promise<void> {
    return this.machine.thaw();
  }

  powerOff(): Promise<void> {
    return this.machine.powerOff();
  }

  get #configFile(): string {
    return join(this.machine.folder, 'ganesha.conf');
  }

  #programs(): Promise<string> {
    return this.machine.run(['rpcinfo', '-p', '127.0.0.1']);
  }

  #config(): string {
    return `
NFS_CORE_PARAM { Protocols = 3; Enable_NLM = false; Enable_RQUOTA = false; mount_path_pseudo = false; NFS_Port = 2049; MNT_Port = 20048; }
NFSv4 { RecoveryBackend = fs; RecoveryRoot = "${join(this.machine.folder, 'recovery')}"; Graceless = true; Grace_Period = ${LEASE_SECONDS}; Lease_Lifetime = ${LEASE_SECONDS}; Only_Numeric_Owners = true; }
EXPORT {
  Export_Id = 1;
  Path = "${this.folder}";
  Pseudo = "/vms";
  Access_Type = RW;
  Squash = No_Root_Squash;
  Transports = TCP;
  Protocols = 3;
  SecType = sys;
  FSAL { Name = VFS; }
}
LOG { Default_Log_Level = EVENT; }
`;
  }
}
