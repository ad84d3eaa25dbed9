import { createPrivateKey, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostId } from '@rapidvm/kernel';
import { asId, DAY_MS } from '@rapidvm/kernel';
import { VirtualTime } from '@rapidvm/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHostKeys, hostDnsName, openControllerIdentity } from './index.ts';

const HOST = asId<HostId>('01890000-0000-7000-8000-000000000001');
let directory: string;
let clock: VirtualTime;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rapidvm-identity-'));
  clock = new VirtualTime(Date.now());
});
afterEach(() => rm(directory, { recursive: true }));

const open = () => openControllerIdentity({ directory, clock });
const hostKey = () =>
  generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

describe('the authority', () => {
  it('is made once and is the same ever after, with a key only its owner can read', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    const later = await open();
    expect(new Set([one.fingerprint, other.fingerprint, later.fingerprint]).size).toBe(1);
    expect((await stat(join(directory, 'ca.pem'))).mode & 0o777).toBe(0o600);
    expect((await readdir(directory)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('refuses to go on with a damaged file instead of making another authority', async () => {
    await open();
    await writeFile(join(directory, 'ca.pem'), 'garbage');
    await expect(open()).rejects.toMatchObject({ code: 'corrupt-file' });
  });

  it('issues a host certificate bound to its key and id, begun a day ago, over within a week', async () => {
    const identity = await open();
    const key = hostKey();
    const issued = await identity.issueForHost(HOST, key.publicKey);
    const certificate = new X509Certificate(issued.certificatePem);
    expect(certificate.verify(new X509Certificate(identity.caCertificatePem).publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(key.privateKey))).toBe(true);
    expect(certificate.subjectAltName).toBe(`DNS:${hostDnsName(HOST)}`);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1']);
    expect(Date.parse(certificate.validFrom)).toBeLessThan(clock.now() - DAY_MS);
    expect(Date.parse(certificate.validTo)).toBeLessThanOrEqual(clock.now() + 7 * DAY_MS);
  });

  it('issues nothing for a key that is not Ed25519', async () => {
    const identity = await open();
    const { publicKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    for (const pem of [publicKey, hostKey().privateKey, 'x']) {
      await expect(identity.issueForHost(HOST, pem)).rejects.toMatchObject({ code: 'invalid-input' });
    }
  });
});

describe('the certificate for people', () => {
  it('is kept while it serves, issued anew for a new name and before it ends', async () => {
    const identity = await open();
    const first = await identity.serverCertificate(['lab.example']);
    expect(await identity.serverCertificate(['lab.example'])).toEqual(first);
    const renamed = await identity.serverCertificate(['lab.example', '192.0.2.7']);
    expect(new X509Certificate(renamed.certificatePem).checkIP('192.0.2.7')).toBe('192.0.2.7');
    await clock.advance(300 * DAY_MS);
    expect(await identity.serverCertificate(['lab.example'])).not.toEqual(renamed);
  });

  it('is accepted by a TLS client that trusts only the authority', async () => {
    const identity = await open();
    const { privateKeyPem: key, certificatePem: cert } = await identity.serverCertificate([]);
    const server = createServer({ key, cert }, (socket) => socket.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const authorized = await new Promise<boolean>((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, ca: identity.caCertificatePem, servername: 'localhost' }, () =>
        resolve(socket.authorized),
      );
      socket.on('error', reject).resume();
    });
    await new Promise((resolve) => server.close(resolve));
    expect(authorized).toBe(true);
  });
});

describe('the controller’s own certificate', () => {
  it('keeps its key, and with it its mesh identity, when it is renewed', async () => {
    const identity = await open();
    const first = await identity.controllerCertificate();
    await clock.advance(80 * DAY_MS);
    const second = await identity.controllerCertificate();
    expect(second.privateKeyPem).toBe(first.privateKeyPem);
    expect(second.certificatePem).not.toBe(first.certificatePem);
  });
});

describe('host keys', () => {
  const keys = createHostKeys();

  it('names the libp2p peer of a key as libp2p does', () => {
    // The public key of RFC 8032 §7.1 test 1; the peer id was computed with libp2p itself.
    const pem =
      '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n';
    expect(keys.peerId(pem)).toBe('12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV');
  });

  it('tells a true signature from a false one, and refuses what is no key', () => {
    const pair = hostKey();
    const signature = sign(null, Buffer.from('message'), pair.privateKey).toString('base64');
    expect(keys.verify(pair.publicKey, 'message', signature)).toBe(true);
    expect(keys.verify(pair.publicKey, 'massage', signature)).toBe(false);
    expect(keys.verify(pair.publicKey, 'message', 'AAAA')).toBe(false);
    expect(() => keys.verify('nothing', 'message', signature)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });
});
