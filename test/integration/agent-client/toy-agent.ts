/** A gRPC server with the agent's contract and real certificates, whose answers a test decides. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPackageDefinition, Server, ServerCredentials } from '@grpc/grpc-js';
import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import type { AgentProto } from '@rapidvm/contracts';
import { agentDescriptor, LOADER_OPTIONS } from '@rapidvm/contracts';
import { createAgentClients } from '@rapidvm/controller-agent-client';
import type { AgentClients } from '@rapidvm/controller-agent-client';
import type { ControllerIdentity } from '@rapidvm/controller-identity';
import { openControllerIdentity } from '@rapidvm/controller-identity';
import type { HostId, Timers } from '@rapidvm/kernel';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { recordingLogger } from '@rapidvm/testing';

export class ToyAgents {
  readonly identity: ControllerIdentity;
  readonly #directory: string;
  readonly #servers: Server[] = [];
  readonly #clients: AgentClients[] = [];

  private constructor(identity: ControllerIdentity, directory: string) {
    this.identity = identity;
    this.#directory = directory;
  }

  static async open(): Promise<ToyAgents> {
    const directory = await mkdtemp(join(tmpdir(), 'rapidvm-toy-'));
    return new ToyAgents(await openControllerIdentity({ directory, clock: systemClock }), directory);
  }

  /** Serves with the certificate of `hostId`; returns host:port. */
  async serve(hostId: HostId, implementation: UntypedServiceImplementation): Promise<string> {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const { certificatePem } = await this.identity.issueForHost(hostId, publicKey);
    const pair = { private_key: Buffer.from(privateKey), cert_chain: Buffer.from(certificatePem) };
    const tls = ServerCredentials.createSsl(Buffer.from(this.identity.caCertificatePem), [pair], true);
    const proto = loadPackageDefinition(fromJSON(agentDescriptor as object, LOADER_OPTIONS)) as unknown as AgentProto;
    const server = new Server();
    server.addService(proto.rapidvm.agent.v1.Agent.service, implementation);
    this.#servers.push(server);
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', tls, (error, bound) => (error ? reject(error) : resolve(bound)));
    });
    return `127.0.0.1:${port}`;
  }

  async clients(timers: Timers = systemTimers): Promise<AgentClients> {
    const { privateKeyPem, certificatePem } = await this.identity.controllerCertificate();
    const identity = { privateKeyPem, certificatePem, caCertificatePem: this.identity.caCertificatePem };
    const clients = createAgentClients({ identity, clock: systemClock, timers, rng: systemRng, logger: recordingLogger() });
    this.#clients.push(clients);
    return clients;
  }

  async close(): Promise<void> {
    for (const { connections, close } of this.#clients) {
      await connections.stop();
      close();
    }
    for (const server of this.#servers) server.forceShutdown();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

/** What a listener was told, in order, as short words. */
export function listening(clients: AgentClients) {
  const told: string[] = [];
  const reports: { readonly vmId: string; readonly state: string }[] = [];
  clients.connections.listen({
    connected: () => void told.push('connected'),
    introduced: () => undefined,
    heard: () => undefined,
    disconnected: (_host, reason) => void told.push(`disconnected: ${reason}`),
    report(_host, report) {
      told.push(`report ${report.state}`);
      reports.push(report);
    },
    complete: (_host, vms) => void told.push(`complete ${vms.length}`),
    facts: (_host, facts) => void told.push(`facts ${facts.version}`),
  });
  return { told, reports };
}
