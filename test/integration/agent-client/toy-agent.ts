/** An agent's port with real certificates, whose answers to calls and consoles a test decides. */
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server as TlsServer, TLSSocket } from 'node:tls';
import { createServer } from 'node:tls';
import { loadPackageDefinition, Server, ServerCredentials } from '@grpc/grpc-js';
import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import type { FrameKind } from '@rapidvm/console';
import { CONSOLE_PROTOCOL, FrameSplitter, HEAD_BYTES, MAX_FRAME_BYTES, writeHead } from '@rapidvm/console';
import type { AgentProto } from '@rapidvm/contracts';
import { agentDescriptor, LOADER_OPTIONS } from '@rapidvm/contracts';
import { createAgentClients } from '@rapidvm/controller-agent-client';
import type { AgentClients } from '@rapidvm/controller-agent-client';
import type { ControllerIdentity } from '@rapidvm/controller-identity';
import { openControllerIdentity } from '@rapidvm/controller-identity';
import type { HostFacts } from '@rapidvm/domain';
import type { HostId, Timers } from '@rapidvm/kernel';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { recordingLogger } from '@rapidvm/testing';

export class ToyAgents {
  readonly identity: ControllerIdentity;
  readonly #directory: string;
  readonly #servers: Server[] = [];
  readonly #ports: TlsServer[] = [];
  readonly #clients: AgentClients[] = [];

  private constructor(identity: ControllerIdentity, directory: string) {
    this.identity = identity;
    this.#directory = directory;
  }

  static async open(): Promise<ToyAgents> {
    const directory = await mkdtemp(join(tmpdir(), 'rapidvm-toy-'));
    return new ToyAgents(await openControllerIdentity({ directory, clock: systemClock }), directory);
  }

  /** Serves with the certificate of `hostId`, without consoles if none are given; returns host:port. */
  async serve(
    hostId: HostId,
    implementation: UntypedServiceImplementation,
    console: ((console: ToyConsole) => void) | null = null,
    consoleProtocol: string = CONSOLE_PROTOCOL,
  ): Promise<string> {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const { certificatePem } = await this.identity.issueForHost(hostId, publicKey);
    const proto = loadPackageDefinition(fromJSON(agentDescriptor as object, LOADER_OPTIONS)) as unknown as AgentProto;
    const grpc = new Server();
    grpc.addService(proto.rapidvm.agent.v1.Agent.service, implementation);
    const calls = grpc.createConnectionInjector(ServerCredentials.createInsecure());
    const own = { key: privateKey, cert: certificatePem, ca: this.identity.caCertificatePem };
    const asked = {
      requestCert: true,
      rejectUnauthorized: true,
      ALPNProtocols: ['h2', ...(console === null ? [] : [consoleProtocol])],
    };
    const server = createServer({ ...own, ...asked }, (socket) => {
      socket.on('error', () => socket.destroy());
      if (socket.alpnProtocol === consoleProtocol) console?.(new ToyConsole(socket));
      else calls.injectConnection(socket);
    });
    this.#servers.push(grpc);
    this.#ports.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
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
    for (const server of this.#ports) server.close();
    for (const server of this.#servers) server.forceShutdown();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

/** The agent's end of a console. */
export class ToyConsole {
  readonly socket: TLSSocket;
  readonly #frames = new FrameSplitter({ open: MAX_FRAME_BYTES, input: MAX_FRAME_BYTES });

  constructor(socket: TLSSocket) {
    this.socket = socket;
  }

  onFrame(listener: (kind: FrameKind, payload: Buffer) => void): void {
    this.socket.on('data', (bytes: Buffer) => {
      for (const { kind, payload } of this.#frames.take(bytes)) listener(kind, Buffer.from(payload));
    });
  }

  /** False: the network takes no more for now. */
  send(kind: FrameKind, what: Buffer | object): boolean {
    const payload = Buffer.isBuffer(what) ? what : Buffer.from(JSON.stringify(what));
    const head = Buffer.alloc(HEAD_BYTES);
    writeHead(head, kind, payload.length);
    return this.socket.write(Buffer.concat([head, payload]));
  }
}

/** What a listener was told, in order, as short words. */
export function listening(clients: AgentClients) {
  const told: string[] = [];
  const facts: HostFacts[] = [];
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
    facts(_host, said) {
      told.push(`facts ${said.version}`);
      facts.push(said);
    },
  });
  return { told, reports, facts };
}
