import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import type { ControllerIdentity } from '@rapidvm/controller-identity';
import { openControllerIdentity } from '@rapidvm/controller-identity';
import { parseJoinToken } from '@rapidvm/domain';
import { systemClock } from '@rapidvm/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnrolmentServer } from '../test/enrolment-server.ts';
import { HOST_ID, startEnrolment } from '../test/enrolment-server.ts';
import { controllerUrlsNow, join, renew } from './enrolment.ts';
import type { HostKey } from './host-key.ts';
import { openHostKey } from './host-key.ts';
import type { StoredIdentity } from './identity-store.ts';
import { readIdentity, writeIdentity } from './identity-store.ts';
import { MAX_CONTROLLER_URLS } from './limits.ts';

const ADDRESSES = { agentAddress: '127.0.0.1:7000', meshAddresses: ['/ip4/127.0.0.1/tcp/7001'] };

let folder: string;
let authority: ControllerIdentity;
let server: EnrolmentServer;
let key: HostKey;

beforeAll(async () => {
  folder = await mkdtemp(joinPath(tmpdir(), 'enrol-'));
  authority = await openControllerIdentity({ directory: joinPath(folder, 'ca'), clock: systemClock });
  server = await startEnrolment(authority);
  key = await openHostKey(joinPath(folder, 'host.key'));
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the controllers of a host', () => {
  const identity = { controllerUrls: ['https://192.0.2.1:8443', 'https://127.0.0.1:8443'] } as StoredIdentity;
  const member = (urls: readonly string[], hostId: typeof HOST_ID | null = null) => ({
    hostId,
    name: 'x',
    peerId: 'x',
    addresses: [],
    urls,
  });

  it('are where the members say, before where they were when it joined; what a host says does not count', () => {
    const members = [member(['https://198.51.100.7:8443', 'https://127.0.0.1:8443']), member(['https://192.0.2.9:1'], HOST_ID)];
    const urls = controllerUrlsNow(identity, { version: 1, members });
    expect(urls).toEqual(['https://198.51.100.7:8443', 'https://127.0.0.1:8443', 'https://192.0.2.1:8443']);
    expect(controllerUrlsNow(identity, { version: 1, members: [member([])] })).toEqual(identity.controllerUrls);
  });

  it('are so many at the most', () => {
    const many = Array.from({ length: 40 }, (_, n) => `https://198.51.100.${n}:8443`);
    expect(controllerUrlsNow(identity, { version: 1, members: [member(many)] })).toEqual(many.slice(0, MAX_CONTROLLER_URLS));
  });
});

describe('joining', () => {
  it('gets a certificate for its own key, which it can renew for ever', async () => {
    const { identity, members } = await join(parseJoinToken(server.joinToken), 'lab', key, ADDRESSES);
    expect(identity).toMatchObject({ hostId: HOST_ID, controllerUrls: [server.url] });
    expect(members.members).toHaveLength(1);
    expect(new X509Certificate(identity.caCertificate).fingerprint256).toBe(
      new X509Certificate(authority.caCertificatePem).fingerprint256,
    );
    const path = joinPath(folder, 'identity.json');
    await writeIdentity(path, identity);
    const kept = await readIdentity(path);
    expect(kept).toEqual(identity);
    const renewed = await renew(identity, key, ADDRESSES);
    expect(new X509Certificate(renewed.identity.certificate).serialNumber).not.toBe(
      new X509Certificate(identity.certificate).serialNumber,
    );
  });

  it('tries every address of the token until one answers', async () => {
    const token = parseJoinToken(server.joinToken);
    const { identity } = await join({ ...token, urls: ['https://127.0.0.1:1', server.url] }, 'lab', key, ADDRESSES);
    expect(identity.hostId).toBe(HOST_ID);
    await expect(join({ ...token, urls: ['https://127.0.0.1:1'] }, 'lab', key, ADDRESSES)).rejects.toMatchObject({
      code: 'host-unreachable',
    });
  });

  it('sends its secret to nobody but the authority that the token names', async () => {
    const foreign = await openControllerIdentity({ directory: joinPath(folder, 'foreign'), clock: systemClock });
    const trap = await startEnrolment(foreign);
    const token = { ...parseJoinToken(server.joinToken), urls: [trap.url] };
    await expect(join(token, 'lab', key, ADDRESSES)).rejects.toMatchObject({ code: 'not-authenticated' });
    expect(trap.asked).toEqual([]);
    await trap.close();
  });

  it('is not deceived by a server that only shows the right authority’s certificate', async () => {
    const foreign = await openControllerIdentity({ directory: joinPath(folder, 'foreign'), clock: systemClock });
    const { privateKeyPem, certificatePem } = await foreign.serverCertificate([]);
    const leafOnly = certificatePem.slice(0, certificatePem.indexOf('-----END CERTIFICATE-----') + 26);
    const asked: string[] = [];
    const trap = createServer({ key: privateKeyPem, cert: leafOnly + authority.caCertificatePem }, (request) =>
      asked.push(request.url ?? ''),
    );
    trap.listen(0, '127.0.0.1');
    await once(trap, 'listening');
    const url = `https://127.0.0.1:${(trap.address() as AddressInfo).port}`;
    const joining = join({ ...parseJoinToken(server.joinToken), urls: [url] }, 'lab', key, ADDRESSES);
    await expect(joining).rejects.toMatchObject({
      code: expect.stringMatching(/^(not-authenticated|host-unreachable)$/) as string,
    });
    expect(asked).toEqual([]);
    trap.close();
  });

  it('tells the controller’s refusal', async () => {
    const token = { ...parseJoinToken(server.joinToken), secret: 'wrong-wrong-wrong-wrong' };
    await expect(join(token, 'lab', key, ADDRESSES)).rejects.toMatchObject({ code: 'not-authenticated', hint: 'Get another' });
  });
});

describe('the host key', () => {
  it('is made once, for its owner alone', async () => {
    const path = joinPath(folder, 'host.key');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await openHostKey(path)).publicKeyPem).toBe(key.publicKeyPem);
  });

  it('is never replaced when it is damaged', async () => {
    const path = joinPath(folder, 'damaged.key');
    await writeFile(path, (await readFile(joinPath(folder, 'host.key'), 'utf8')).slice(0, 40));
    await expect(openHostKey(path)).rejects.toMatchObject({ code: 'corrupt-file' });
  });

  it('has an identity beside it, whose damage is told', async () => {
    expect(await readIdentity(joinPath(folder, 'nothing.json'))).toBeNull();
    await writeFile(joinPath(folder, 'bad.json'), '{"format":"rapidvm-host-identity"');
    await expect(readIdentity(joinPath(folder, 'bad.json'))).rejects.toMatchObject({ code: 'corrupt-file' });
  });
});
