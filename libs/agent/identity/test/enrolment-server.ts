/** The controller's side of joining and renewing, over real HTTPS with certificates of the controller's own authority. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ControllerIdentity } from '@rapidvm/controller-identity';
import { createHostKeys } from '@rapidvm/controller-identity';
import type { HelloWords, JoinWords } from '@rapidvm/domain';
import { formatJoinToken, helloWords, joinWords, renewWords } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';

interface Asked extends JoinWords, HelloWords {
  readonly secret?: string;
  readonly signature: string;
}

export const HOST_ID = asId<HostId>('0190a0a0-0000-7000-8000-000000000001');
const TOKEN = { id: '0190a0a0-0000-7000-8000-0000000000aa', secret: 'ab'.repeat(32) };

export interface EnrolmentServer {
  readonly url: string;
  readonly joinToken: string;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
  /** Hellos are left unanswered from now on, or answered again. */
  hearsHellos(hears: boolean): void;
  close(): Promise<void>;
}

export async function startEnrolment(identity: ControllerIdentity): Promise<EnrolmentServer> {
  const keys = createHostKeys();
  const asked: string[] = [];
  let hears = true;
  const { privateKeyPem, certificatePem } = await identity.serverCertificate([]);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    asked.push(request.url ?? '');
    if (!hears && request.url?.endsWith('hello') === true) return void request.socket.destroy();
    const body = JSON.parse(await textOf(request)) as Asked;
    const joins = request.url === '/api/v1/enrolment/join';
    const signed = joins ? joinWords(body) : request.url?.endsWith('hello') === true ? helloWords(body) : renewWords(body);
    const allowed =
      keys.verify(body.publicKey, signed, body.signature) && (joins ? body.secret === TOKEN.secret : body.hostId === HOST_ID);
    const { certificatePem: certificate } = await identity.issueForHost(HOST_ID, body.publicKey);
    const members = {
      version: 1,
      members: [{ hostId: HOST_ID, name: 'lab', peerId: keys.peerId(body.publicKey), addresses: [], urls: [] }],
    };
    const granted = { hostId: HOST_ID, certificate, caCertificate: identity.caCertificatePem, controllerUrls: [url], members };
    const refused = { code: 'not-authenticated', message: 'No such token', hint: 'Get another', details: { reason: 'used' } };
    response
      .writeHead(allowed ? 200 : 401, { 'content-type': 'application/json' })
      .end(JSON.stringify(allowed ? granted : refused));
  };
  const server = createServer(
    { key: privateKeyPem, cert: certificatePem },
    (request, response) => void answer(request, response),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    hearsHellos: (now) => void (hears = now),
    joinToken: formatJoinToken({ ...TOKEN, urls: [url], fingerprint: identity.fingerprint }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  const source: AsyncIterable<Buffer> = request;
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
