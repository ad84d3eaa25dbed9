import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ServiceError } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import type { ErrorDetails, HostId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { CONSOLE_PROTOCOLS } from '@rapidvm/console';
import { hostDnsName } from '@rapidvm/controller-identity';
import { eventually, seededRng } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specOf } from '../../app/test/scripted-world.ts';
import type { RawClient } from '../test/server-lab.ts';
import { HOST, ServerLab, certificatesOf, hostCertificate, recordOf } from '../test/server-lab.ts';
import { HANDSHAKE_MS, MAX_REQUEST_BYTES, MAX_STRANGERS_PER_ADDRESS } from './limits.ts';

let lab: ServerLab;
let client: RawClient;

beforeAll(async () => {
  lab = await ServerLab.open();
  client = await lab.client();
});

afterAll(async () => {
  client.close();
  await lab.close();
});

const { memoryMiB: memoryMib, ...rest } = specOf();
const spec = { ...rest, memoryMib };
const { vmId } = spec;

describe('who may call', () => {
  it('is the controller', async () => {
    expect(await client.call('ListVms', {})).toEqual({ reports: [] });
  });

  it('is not another host of the same authority, nor this one', async () => {
    for (const hostId of [HOST, asId<HostId>('0190a0a0-0000-7000-8000-00000000000b')]) {
      const other = await lab.client(await hostCertificate(lab.identity, hostId));
      for (const method of ['ListVms', 'KillVm', 'Describe']) {
        expect(await other.refusal(method, {})).toMatchObject({
          code: 'not-permitted',
          details: { has: `DNS:${hostDnsName(hostId)}` },
        });
      }
      const watch = other.makeServerStreamRequest(
        other.method('Watch').path,
        (bytes: Buffer) => bytes,
        (bytes) => bytes,
        Buffer.alloc(0),
      );
      watch.on('data', () => undefined);
      const [error] = (await once(watch, 'error')) as [ServiceError];
      expect(recordOf(error).code).toBe('not-permitted');
      other.close();
    }
  });

  it('is offered calls and consoles, and whoever wants anything else, or does not say what, gets nothing', async () => {
    const { privateKeyPem: key, certificatePem: cert } = await lab.identity.controllerCertificate();
    const own = { port: lab.server.port, ca: lab.identity.caCertificatePem, servername: hostDnsName(HOST), key, cert };
    for (const protocols of [['h2'], ...CONSOLE_PROTOCOLS.map((name) => [name]), ['http/1.1'], []]) {
      const socket = connectTls({ ...own, ...(protocols.length > 0 && { ALPNProtocols: protocols }) });
      socket.on('error', () => socket.destroy());
      socket.on('data', () => undefined);
      const closed = new Promise((resolve) => socket.once('close', () => resolve('closed')));
      const taken = protocols[0] === 'h2' || CONSOLE_PROTOCOLS.includes(protocols[0] ?? '');
      if (taken) await once(socket, 'secureConnect');
      else expect(await closed).toBe('closed');
      socket.destroy();
    }
  });

  it('is not the people’s server certificate of the controller', async () => {
    const other = await lab.client(await lab.identity.serverCertificate([]));
    await expect(other.call('ListVms', {})).rejects.toBeDefined();
    other.close();
  });

  it('is nobody of another authority', async () => {
    const foreign = await ServerLab.open();
    const other = await lab.client(await foreign.identity.controllerCertificate());
    await expect(other.call('ListVms', {})).rejects.toMatchObject({ code: status.UNAVAILABLE });
    other.close();
    await foreign.close();
  });

  it.each([
    ['without a certificate', {}, false],
    ['with TLS 1.2', { maxVersion: 'TLSv1.2' } as const, true],
  ])('is nobody %s', async (_case, options, identified) => {
    const { privateKeyPem: key, certificatePem: cert } = await lab.identity.controllerCertificate();
    const own = identified ? { key, cert } : {};
    const trusted = { ca: lab.identity.caCertificatePem, servername: hostDnsName(HOST), ALPNProtocols: ['h2'] };
    const socket = connectTls({ port: lab.server.port, ...trusted, ...own, ...options });
    // In TLS 1.3 the client learns only after its handshake that it was refused.
    socket.on('data', () => undefined);
    const [error] = (await once(socket, 'error')) as [Error & { code?: string }];
    expect(error.code).toMatch(/^(ERR_SSL_|ECONNRESET)/);
  });
});

describe('one address that takes every place it gets', () => {
  it('keeps out neither the controller that is there nor one at another address', async () => {
    const { port } = lab.server;
    await client.call('ListVms', {});
    const greedy = Array.from({ length: MAX_STRANGERS_PER_ADDRESS + 20 }, () =>
      connectTcp({ port, host: '127.0.0.1' })
        .on('error', () => undefined)
        .resume(),
    );
    await eventually(() => greedy.filter(({ closed }) => closed).length === 20);
    expect(await client.call('ListVms', {})).toEqual({ reports: [] });
    const { privateKeyPem, certificatePem } = await lab.identity.controllerCertificate();
    const own = { key: privateKeyPem, cert: certificatePem, ca: lab.identity.caCertificatePem };
    const elsewhere = connectTls({
      ...{ port, host: '127.0.0.1', localAddress: '127.0.0.7', ...own },
      ...{ servername: hostDnsName(HOST), ALPNProtocols: ['h2'] },
    });
    await once(elsewhere, 'secureConnect');
    elsewhere.destroy();
    greedy.forEach((socket) => socket.destroy());
  });
});

describe('a renewed certificate', () => {
  it('serves new connections, and open ones go on', async () => {
    await client.call('ListVms', {});
    const before = await peerSerial();
    lab.credentials.renew(certificatesOf(lab.identity, await hostCertificate(lab.identity, HOST)));
    expect(await peerSerial()).not.toBe(before);
    await client.call('ListVms', {});
    const fresh = await lab.client();
    expect(await fresh.call('ListVms', {})).toEqual({ reports: [] });
    fresh.close();
  });

  async function peerSerial(): Promise<string> {
    const { privateKeyPem, certificatePem } = await lab.identity.controllerCertificate();
    const own = { key: privateKeyPem, cert: certificatePem, ca: lab.identity.caCertificatePem };
    const socket = connectTls({ port: lab.server.port, ...own, servername: hostDnsName(HOST), ALPNProtocols: ['h2'] });
    await once(socket, 'secureConnect');
    const { serialNumber } = socket.getPeerCertificate();
    socket.destroy();
    return serialNumber;
  }
});

describe('calls', () => {
  it('name every field at fault', async () => {
    const bad = {
      ...spec,
      name: 'No Good',
      cpus: 0,
      disks: [{ name: 'disk0', file: { datastore: 'local', path: '../up' }, serial: 'x' }],
    };
    const { code, details } = await client.refusal('ProvisionVm', { spec: bad, intentGeneration: 1 });
    expect(code).toBe('invalid-input');
    const fields = (details as ErrorDetails['invalid-input']).issues.map(({ field }) => field);
    expect(fields).toEqual(['spec.name', 'spec.cpus', 'spec.disks.0.file.path']);
  });

  it('carry a VM through its life, and refusals in full', async () => {
    expect(await client.refusal('StartVm', { vmId, spec, intentGeneration: 1 })).toMatchObject({ code: 'not-found' });
    expect(await client.call('ProvisionVm', { spec, intentGeneration: 1 })).toMatchObject({ state: 'stopped' });
    expect(await client.call('StartVm', { vmId, spec, intentGeneration: 2 })).toMatchObject({
      state: 'running',
      accelerator: 'tcg',
    });
    expect(await client.refusal('KillVm', { vmId, intentGeneration: 1 })).toMatchObject({
      code: 'stale-generation',
      details: { given: 1, current: 2 },
    });
    expect(await client.refusal('RemoveVm', { vmId, intentGeneration: 3 })).toMatchObject({ code: 'wrong-state' });
    expect(await client.call('KillVm', { vmId, intentGeneration: 3 })).toMatchObject({ state: 'stopped' });
    expect(await client.call('RemoveVm', { vmId, intentGeneration: 4 })).toMatchObject({ state: 'destroyed' });
    expect(await client.refusal('Describe', {})).toMatchObject({ code: 'unavailable' });
    expect(await client.call('SetMembers', { version: 3, members: [] })).toEqual({ version: 3 });
    expect(await client.call('SetMembers', { version: 2, members: [] })).toEqual({ version: 3 });
  });

  it('watch everything from the beginning, and end with the server', async () => {
    const facts: object[] = [];
    const { path, decode } = client.method('Watch');
    const stream = client.makeServerStreamRequest(path, (bytes: Buffer) => bytes, decode, Buffer.alloc(0));
    stream.on('data', (fact: object) => facts.push(fact));
    stream.on('error', () => undefined);
    await eventually(() => facts.length === 1);
    await client.call('ProvisionVm', { spec, intentGeneration: 10 });
    await eventually(() => facts.length === 3);
    expect(facts).toMatchObject([
      { complete: { reports: [] } },
      { report: { state: 'created' } },
      { report: { state: 'stopped' } },
    ]);
    stream.cancel();
    await client.call('RemoveVm', { vmId, intentGeneration: 11 });
  });
});

describe('10,000 malformed requests', { timeout: 120_000 }, () => {
  const rng = seededRng(42);
  const bytes = (max: number): Buffer => Buffer.from(rng.bytes(Math.floor(rng.fraction() * max)));

  it('are each answered with a code, or as the empty message that some of them are', async () => {
    const names = [...client.methods]
      .filter(([, method]) => !method.requestStream && !method.responseStream)
      .map(([name]) => name);
    const codes = new Map<string, number>();
    const one = async (): Promise<void> => {
      const name = names[Math.floor(rng.fraction() * names.length)] ?? '';
      try {
        await client.send(name, malformed(name));
        codes.set('answered', (codes.get('answered') ?? 0) + 1);
      } catch (error) {
        const { code } = recordOf(error);
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    };
    for (let n = 0; n < 9000; n += 100) await Promise.all(Array.from({ length: 100 }, one));
    expect([...codes.keys()].every((code) => ['answered', 'invalid-input', 'not-found', 'unavailable'].includes(code))).toBe(
      true,
    );
    expect(codes.get('invalid-input')).toBeGreaterThan(5000);
    expect(await client.call('ListVms', {})).toEqual({ reports: [] });
  });

  /** Noise; a message with bytes missing; and one with a byte changed. Two of its fields are wrong, so that no one byte makes it right. */
  function malformed(name: string): Buffer {
    const whole = client
      .method(name)
      .encode({ vmId, spec: { ...spec, cpus: 100_000 }, intentGeneration: -5, version: 7, file: { datastore: '', path: '/' } });
    const kind = rng.fraction();
    if (kind < 0.4) return bytes(200);
    if (kind < 0.7) return whole.subarray(0, Math.floor(rng.fraction() * whole.length));
    const changed = Buffer.from(whole);
    changed[Math.floor(rng.fraction() * changed.length)] = Math.floor(rng.fraction() * 256);
    return changed;
  }

  it('that are no gRPC, TLS or HTTP at all disturb nobody', async () => {
    const noise = async (): Promise<void> => {
      const socket = connectTcp(lab.server.port, '127.0.0.1');
      socket.on('error', () => socket.destroy());
      socket.on('data', () => undefined);
      const closed = once(socket, 'close');
      socket.end(rng.fraction() < 0.3 ? 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' : bytes(500));
      await closed;
    };
    for (let n = 0; n < 500; n += 50) await Promise.all(Array.from({ length: 50 }, noise));
    expect(await client.call('ListVms', {})).toEqual({ reports: [] });
  });

  it('of which a connection that never finishes its handshake is given up: it must not keep its place', async () => {
    const silent = connectTcp(lab.server.port, '127.0.0.1').on('error', () => undefined);
    await once(silent.resume(), 'close', { signal: AbortSignal.timeout(2 * HANDSHAKE_MS) });
  });

  it('that are too large are refused before they are read', async () => {
    await expect(client.send('SetMembers', Buffer.alloc(MAX_REQUEST_BYTES + 1))).rejects.toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
    });
  });
});
