/** The agent's server over scripted machines, with certificates of the controller's own authority. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceError } from '@grpc/grpc-js';
import { Client, credentials } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { generateKeyPairSync } from 'node:crypto';
import type { Consoles } from '@rapidvm/agent-app';
import { HostFactsSource, MemberCache, Reporter, VmRegistry } from '@rapidvm/agent-app';
import { LOADER_OPTIONS, agentDescriptor } from '@rapidvm/contracts';
import type { ControllerIdentity } from '@rapidvm/controller-identity';
import { hostDnsName, openControllerIdentity } from '@rapidvm/controller-identity';
import type { ErrorRecord, HostId } from '@rapidvm/kernel';
import { asGeneration, asId, fromErrorRecord, notFound } from '@rapidvm/kernel';
import { systemClock, systemTimers } from '@rapidvm/runtime';
import { recordingLogger } from '@rapidvm/testing';
import { ScriptedWorld } from '../../app/test/scripted-world.ts';
import { AgentCredentials } from '../src/agent-credentials.ts';
import type { AgentServer } from '../src/agent-server.ts';
import { startAgentServer } from '../src/agent-server.ts';
import type { NearDoorOptions } from '../src/console/near-door.ts';
import { ConsoleCaller } from './console-caller.ts';

export const HOST = asId<HostId>('0190a0a0-0000-7000-8000-00000000000a');

export interface KeyAndChain {
  readonly privateKeyPem: string;
  readonly certificatePem: string;
}

export class ServerLab {
  readonly folder: string;
  readonly identity: ControllerIdentity;
  readonly credentials: AgentCredentials;
  readonly server: AgentServer;
  readonly world: ScriptedWorld;
  readonly reporter: Reporter;

  private constructor(made: Pick<ServerLab, 'folder' | 'identity' | 'credentials' | 'server' | 'world' | 'reporter'>) {
    ({ folder: this.folder, identity: this.identity, credentials: this.credentials } = made);
    ({ server: this.server, world: this.world, reporter: this.reporter } = made);
  }

  static async open(consoles?: Consoles, near?: NearDoorOptions): Promise<ServerLab> {
    const folder = await mkdtemp(join(tmpdir(), 'server-'));
    const identity = await openControllerIdentity({ directory: join(folder, 'ca'), clock: systemClock });
    const own = await hostCertificate(identity, HOST);
    const agentCredentials = new AgentCredentials(certificatesOf(identity, own));
    const world = new ScriptedWorld();
    const reporter = new Reporter(systemTimers);
    const logger = recordingLogger();
    const vms = new VmRegistry({ ...world, onReport: (report) => reporter.report(report) });
    const hostFacts = new HostFactsSource({
      machines: world.machines,
      datastores: 0,
      runningVms: () => 0,
      nextChangeStamp: world.nextGeneration,
      stamp: (facts) => ({ ...facts, hostId: HOST, version: asGeneration(1) }),
      timers: systemTimers,
      logger,
      onFacts: () => undefined,
    });
    const members = await MemberCache.open(join(folder, 'members.json'), logger);
    const self = { hostId: HOST, instance: 'ab'.repeat(16) };
    const takeUp = () => Promise.resolve();
    const backend = { self, takeUp, vms, reporter, hostFacts, members, disks: world.disks, consoles: consoles ?? noConsoles };
    const listening = { host: '127.0.0.1', port: 0, credentials: agentCredentials, backend, timers: systemTimers, logger };
    const server = await startAgentServer({ ...listening, ...(near && { near }) });
    return new ServerLab({ folder, identity, credentials: agentCredentials, server, world, reporter });
  }

  async client(as?: KeyAndChain): Promise<RawClient> {
    const own = as ?? (await this.identity.controllerCertificate());
    return new RawClient(this.server.port, this.identity.caCertificatePem, own);
  }

  /** A console connection; by the controller's certificate if no other is named. */
  async caller(as?: KeyAndChain): Promise<ConsoleCaller> {
    const { privateKeyPem: key, certificatePem: cert } = as ?? (await this.identity.controllerCertificate());
    const about = { port: this.server.port, servername: hostDnsName(HOST) };
    return new ConsoleCaller({ ...about, ca: this.identity.caCertificatePem, key, cert });
  }

  async close(): Promise<void> {
    this.reporter.close();
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

const noConsoles: Consoles = {
  openSerial: (vmId) => Promise.reject(notFound('VM', vmId)),
  openScreen: (vmId) => Promise.reject(notFound('VM', vmId)),
  lendScreen: (vmId) => Promise.reject(notFound('VM', vmId)),
};

export async function hostCertificate(identity: ControllerIdentity, hostId: HostId): Promise<KeyAndChain> {
  const keys = generateKeyPairSync('ed25519');
  const publicPem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const { certificatePem } = await identity.issueForHost(hostId, publicPem);
  return { privateKeyPem: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certificatePem };
}

export function certificatesOf(identity: ControllerIdentity, own: KeyAndChain) {
  return { privateKey: own.privateKeyPem, certificate: own.certificatePem, caCertificate: identity.caCertificatePem };
}

export interface RawMethod {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly encode: (message: object) => Buffer;
  readonly decode: (bytes: Buffer) => object;
}

/** A client that can send any bytes at all. */
export class RawClient extends Client {
  readonly methods: ReadonlyMap<string, RawMethod>;

  constructor(port: number, caCertificatePem: string, own: KeyAndChain) {
    const buffers = [caCertificatePem, own.privateKeyPem, own.certificatePem].map((text) => Buffer.from(text));
    const tls = credentials.createSsl(buffers[0], buffers[1], buffers[2]);
    super(`127.0.0.1:${port}`, tls, { 'grpc.ssl_target_name_override': hostDnsName(HOST) });
    const loaded = fromJSON(agentDescriptor as object, LOADER_OPTIONS)['rapidvm.agent.v1.Agent'];
    if (loaded === undefined || 'format' in loaded) throw notFound('service', 'Agent');
    const rawMethod = (method: (typeof loaded)[string]): RawMethod => ({
      path: method.path,
      requestStream: method.requestStream,
      responseStream: method.responseStream,
      encode: (message) => method.requestSerialize(message),
      decode: (bytes) => method.responseDeserialize(bytes),
    });
    this.methods = new Map(Object.entries(loaded).map(([name, method]) => [name, rawMethod(method)]));
  }

  method(name: string): RawMethod {
    const method = this.methods.get(name);
    if (method === undefined) throw notFound('method', name);
    return method;
  }

  /** A unary call with these bytes; rejects with gRPC's error. */
  send(name: string, bytes: Buffer): Promise<object> {
    const { path, decode } = this.method(name);
    return new Promise((resolve, reject) => {
      this.makeUnaryRequest(
        path,
        (value: Buffer) => value,
        decode,
        bytes,
        (error, value) => {
          if (error !== null) reject(error);
          else resolve(value ?? {});
        },
      );
    });
  }

  call(name: string, message: object): Promise<object> {
    return this.send(name, this.method(name).encode(message));
  }

  async refusal(name: string, message: object): Promise<ErrorRecord> {
    const failed: unknown = await this.call(name, message).then(
      () => null,
      (error: unknown) => error,
    );
    return recordOf(failed);
  }
}

/** The coded error in a gRPC error; throws the error itself where there is none. */
export function recordOf(error: unknown): ErrorRecord {
  const { metadata } = error as ServiceError;
  const trailer = metadata.get('rapidvm-error-bin')[0];
  if (trailer === undefined) throw error;
  const record = JSON.parse(trailer.toString()) as ErrorRecord;
  return fromErrorRecord(record).toRecord();
}
