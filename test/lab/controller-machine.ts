/** The machine with the controller and its PostgreSQL. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@rapidvm/testing';
import { databaseAccount } from '../../scripts/launcher/accounts.ts';
import { AGENT_PROGRAM, CONTROLLER_PROGRAM, JOIN_SCRIPT, POSTGRES, WEB_ROOT } from '../../scripts/launcher/checkout.ts';
import { apiClient, type ApiClient } from '../../scripts/shared/api-client.ts';
import type { Machine } from './machine.ts';

/** Milliseconds for the controller to serve: a first start makes a database, on a machine that five others share. */
const READY_MS = 120_000;
const REQUEST_MS = 30_000;

export const WEB_PORT = 8443;

const say = (line: string): void => void process.stderr.write(`lab: ${line}\n`);

export class ControllerMachine {
  readonly machine: Machine;
  #api: ApiClient | undefined;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** Where it is now. */
  get url(): string {
    return `https://${this.machine.address}:${WEB_PORT}`;
  }

  /** The API as administrator. */
  get api(): ApiClient {
    if (this.#api === undefined) throw new Error('the controller was never started');
    return this.#api;
  }

  get caFile(): string {
    return join(this.machine.folder, 'ca.pem');
  }

  get passwordFile(): string {
    return join(this.machine.folder, 'admin-password');
  }

  /** Starts it on a machine that is on, and waits until it serves. */
  async start(): Promise<void> {
    const config = await this.#writeConfig();
    await this.machine.start(
      [process.execPath, '--enable-source-maps', CONTROLLER_PROGRAM, '--config', config],
      'controller.log',
    );
    await this.serves();
    this.#api = await this.logIn();
  }

  /** A session of its own, as administrator. */
  async logIn(): Promise<ApiClient> {
    const password = (await readFile(this.passwordFile, 'utf8')).trim();
    return (await this.#client()).login('admin', password);
  }

  async serves(): Promise<void> {
    await eventually(async () => (await (await this.#client()).probe('/readyz')) === 200, READY_MS);
  }

  /** Kills the controller alone; its PostgreSQL ends with it. */
  async kill(): Promise<void> {
    for (const pid of await this.machine.pidsOf(CONTROLLER_PROGRAM)) process.kill(pid, 'SIGKILL');
    await eventually(async () => (await this.machine.pidsOf('postgres')).length === 0, READY_MS);
  }

  async #client(): Promise<ApiClient> {
    return apiClient({ url: this.url, ca: await readFile(this.caFile, 'utf8'), timeoutMs: REQUEST_MS });
  }

  async #writeConfig(): Promise<string> {
    const { folder, address } = this.machine;
    const dataDir = join(folder, 'controller');
    await mkdir(dataDir, { recursive: true });
    const account = await databaseAccount(say);
    const user = account === null ? {} : { user: { uid: account.uid, gid: account.gid } };
    const config = {
      dataDir,
      listen: { host: '0.0.0.0', port: WEB_PORT },
      names: [address, 'localhost'],
      database: { kind: 'embedded', binDir: POSTGRES, ...user },
      hostKit: { script: JOIN_SCRIPT, agent: AGENT_PROGRAM },
      webRoot: WEB_ROOT,
      adminPasswordFile: this.passwordFile,
      caFile: this.caFile,
    };
    const path = join(folder, 'controller.json');
    await writeFile(path, JSON.stringify(config));
    return path;
  }
}
