/** A real agent process in a folder of its own, the controller's side of enrolment, and a controller's gRPC client. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceError } from '@grpc/grpc-js';
import { credentials, makeClientConstructor } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { LOADER_OPTIONS, agentDescriptor } from '@rapidvm/contracts';
import type { agentV1 } from '@rapidvm/contracts';
import type { ControllerIdentity } from '@rapidvm/controller-identity';
import { hostDnsName, openControllerIdentity } from '@rapidvm/controller-identity';
import type { ErrorRecord } from '@rapidvm/kernel';
import { createMachineHost } from '@rapidvm/qemu-host';
import { systemClock, systemTimers } from '@rapidvm/runtime';
import { eventually, recordingLogger } from '@rapidvm/testing';
import { tinyGuestImage } from '../qemu/tiny-guest.ts';
import type { CallerOptions } from '../../../libs/agent/api/test/console-caller.ts';
import { ConsoleCaller } from '../../../libs/agent/api/test/console-caller.ts';
import type { EnrolmentServer } from '../../../libs/agent/identity/test/enrolment-server.ts';
import { HOST_ID, startEnrolment } from '../../../libs/agent/identity/test/enrolment-server.ts';

/** Milliseconds for an agent to start on a machine that does much else. */
const START_MS = 90_000;
const MAIN = join(import.meta.dirname, '../../../apps/agent/src/main.ts');

export interface AgentProcess {
  readonly child: ChildProcess;
  /** Everything it logged so far, line by line. */
  readonly log: readonly Record<string, unknown>[];
  /** Sends a signal and waits for its end; returns its exit code, null after a kill. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export class AgentLab {
  readonly folder: string;
  readonly identity: ControllerIdentity;
  readonly enrolment: EnrolmentServer;
  readonly port: number;
  readonly #running = new Set<AgentProcess>();

  private constructor(folder: string, identity: ControllerIdentity, enrolment: EnrolmentServer, port: number) {
    this.folder = folder;
    this.identity = identity;
    this.enrolment = enrolment;
    this.port = port;
  }

  /** `clockAheadMs`: how far the controller's clock is ahead of this machine's. */
  static async open(clockAheadMs = 0): Promise<AgentLab> {
    const folder = await mkdtemp(join(tmpdir(), 'agent-'));
    await chmod(folder, 0o755);
    const clock = { ...systemClock, now: () => systemClock.now() + clockAheadMs };
    const identity = await openControllerIdentity({ directory: join(folder, 'controller'), clock });
    const enrolment = await startEnrolment(identity);
    const [port, meshPort] = [await freePort(), await freePort()];
    await mkdir(join(folder, 'store', 'images'), { recursive: true });
    await chmod(join(folder, 'store'), 0o755);
    await writeFile(join(folder, 'store', 'images', 'tiny.raw'), tinyGuestImage());
    await writeFile(join(folder, 'token'), enrolment.joinToken);
    const listen = { host: '127.0.0.1', port };
    const about = { dataDir: join(folder, 'data'), name: 'lab', listen, advertise: '127.0.0.1', logLevel: 'debug' };
    const rest = { meshListen: { host: '127.0.0.1', port: meshPort }, joinTokenFile: join(folder, 'token') };
    await writeFile(
      join(folder, 'agent.json'),
      JSON.stringify({ ...about, ...rest, datastores: { local: join(folder, 'store') } }),
    );
    return new AgentLab(folder, identity, enrolment, port);
  }

  /** Starts an agent; does not wait for it. */
  spawn(under: readonly string[] = []): AgentProcess {
    const config = join(this.folder, 'agent.json');
    const argv = [...under, process.execPath, '--max-semi-space-size=1', '--max-old-space-size=96', MAIN, '--config', config];
    const child = spawn(argv[0] ?? '', argv.slice(1));
    const log: Record<string, unknown>[] = [];
    let rest = '';
    child.stdout.on('data', (bytes: Buffer) => {
      const lines = `${rest}${bytes.toString()}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) log.push(parseObject(line));
    });
    child.stderr.on('data', (bytes: Buffer) => log.push({ level: 'stderr', message: bytes.toString() }));
    const running: AgentProcess = {
      child,
      log,
      end: async (signal) => {
        const closed = child.exitCode === null && child.signalCode === null ? once(child, 'close') : Promise.resolve();
        child.kill(signal);
        await closed;
        this.#running.delete(running);
        return child.exitCode;
      },
    };
    this.#running.add(running);
    return running;
  }

  /** Starts an agent and waits until it serves. `under`: words before it, of a program that becomes it. */
  async start(under: readonly string[] = []): Promise<AgentProcess> {
    const agent = this.spawn(under);
    await eventually(() => {
      if (agent.child.exitCode !== null) throw new Error(`the agent ended: ${JSON.stringify(agent.log)}`);
      return agent.log.some((line) => line['message'] === 'The agent is ready');
    }, START_MS);
    return agent;
  }

  async client(): Promise<LabClient> {
    const { privateKeyPem, certificatePem } = await this.identity.controllerCertificate();
    return this.clientWith(privateKeyPem, certificatePem);
  }

  clientWith(privateKeyPem: string, certificatePem: string): LabClient {
    const loaded = fromJSON(agentDescriptor as object, LOADER_OPTIONS)['rapidvm.agent.v1.Agent'];
    if (loaded === undefined || 'format' in loaded) throw new Error('no agent service');
    const Client = makeClientConstructor(loaded, 'Agent');
    const tls = credentials.createSsl(
      Buffer.from(this.identity.caCertificatePem),
      Buffer.from(privateKeyPem),
      Buffer.from(certificatePem),
    );
    const servername = hostDnsName(HOST_ID);
    const client = new Client(`127.0.0.1:${this.port}`, tls, { 'grpc.ssl_target_name_override': servername });
    const about = { port: this.port, servername, ca: this.identity.caCertificatePem, key: privateKeyPem, cert: certificatePem };
    return new LabClient(client as unknown as agentV1.AgentClient, about);
  }

  spec(number: number, restart: 'always' | 'on-failure' | 'never' = 'never'): agentV1.MachineSpec {
    const vmId = `0190a0a0-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
    const file = { datastore: 'local', path: `vms/vm${number}-${vmId}/disk0.qcow2` };
    const base = { file: { datastore: 'local', path: 'images/tiny.raw' }, format: 'raw' };
    const disk = { name: 'disk0', file, serial: `serial${number}`, base };
    const machine = { architecture: 'x86_64', cpus: 1, memoryMib: 64, disks: [disk], nics: [], display: 'std', restart };
    return { vmId, name: `vm${number}`, ...machine };
  }

  async close(): Promise<void> {
    for (const agent of this.#running) await agent.end('SIGKILL');
    await this.enrolment.close();
    await endQemus(join(this.folder, 'data', 'run'));
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Every QEMU that runs in this lab's folder and that no agent of it looks after any more. */
function endQemus(runRoot: string): Promise<unknown> {
  const unused = (): never => {
    throw new Error('only sweeps');
  };
  const world = {
    resolve: unused,
    diskFile: unused,
    usage: unused,
    userOf: () => null,
    agentVersion: '0',
    timers: systemTimers,
    logger: recordingLogger(),
  };
  return createMachineHost({ runRoot, ...world }).sweep([]);
}

type UnaryName =
  'describe' | 'provisionVm' | 'startVm' | 'stopVm' | 'killVm' | 'removeVm' | 'listVms' | 'inspectImage' | 'setMembers';

export class LabClient {
  readonly raw: agentV1.AgentClient;
  readonly #about: CallerOptions;

  constructor(raw: agentV1.AgentClient, about: CallerOptions) {
    this.raw = raw;
    this.#about = about;
  }

  /** A console connection on which nothing was said yet. */
  console(): ConsoleCaller {
    return new ConsoleCaller(this.#about);
  }

  /** A unary call; rejects with gRPC's error. */
  call(name: UnaryName, request: object): Promise<agentV1.VmReport__Output & Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      Reflect.apply(this.raw[name], this.raw, [
        request,
        (error: ServiceError | null, value: agentV1.VmReport__Output & Record<string, unknown>) =>
          error === null ? resolve(value) : reject(error),
      ]);
    });
  }

  /** The coded error that a call fails of. */
  async refusal(name: UnaryName, request: object): Promise<ErrorRecord> {
    try {
      await this.call(name, request);
    } catch (error) {
      return errorRecordOf(error as ServiceError);
    }
    throw new Error(`${name} was not refused`);
  }

  close(): void {
    this.raw.close();
  }
}

function errorRecordOf(error: ServiceError): ErrorRecord {
  const trailer = error.metadata.get('rapidvm-error-bin')[0];
  if (trailer === undefined) throw error;
  return parseObject(trailer.toString()) as unknown as ErrorRecord;
}

function parseObject(text: string): Record<string, unknown> {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`not an object: ${text}`);
  return { ...parsed };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
