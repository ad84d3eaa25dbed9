/** Fastify as the API needs it: TLS only, bounded, JSON only, and every refusal a problem document even before Nest sees the request. */
import type { Socket } from 'node:net';
import type { ServerOptions } from 'node:https';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { StrangerBound } from '@rapidvm/kernel';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HANDSHAKE_MS, HTTP_LIMITS } from '../limits.ts';
import type { Problem } from './problem.ts';
import { PROBLEM_MEDIA_TYPE, malformed, problemOf } from './problem.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** The server's key and certificate chain, PEM. */
export interface TlsIdentity {
  readonly key: string | Buffer;
  readonly cert: string | Buffer;
}

export function createFastifyAdapter(tls: TlsIdentity, strangers: StrangerBound): FastifyAdapter {
  const https: ServerOptions = {
    key: tls.key,
    cert: tls.cert,
    minVersion: 'TLSv1.2',
    requestTimeout: HTTP_LIMITS.requestTimeoutMs,
    handshakeTimeout: HANDSHAKE_MS,
    headersTimeout: HTTP_LIMITS.headersTimeoutMs,
    connectionsCheckingInterval: HTTP_LIMITS.checkEveryMs,
  };
  const adapter = new FastifyAdapter({
    https,
    bodyLimit: HTTP_LIMITS.bodyBytes,
    requestTimeout: HTTP_LIMITS.requestTimeoutMs,
    keepAliveTimeout: HTTP_LIMITS.keepAliveMs,
    routerOptions: { maxParamLength: HTTP_LIMITS.pathParameterChars },
    forceCloseConnections: true,
    clientErrorHandler: refuseBrokenRequest,
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, problemOf(malformed(error.message).toRecord(), error.statusCode ?? 400)),
  });
  const fastify: FastifyInstance = adapter.getInstance();
  fastify.server.maxConnections = HTTP_LIMITS.connections;
  strangers.watch(fastify.server);
  acceptOnlyJson(fastify);
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(SECURITY_HEADERS);
    done();
  });
  return adapter;
}

function sendProblem(reply: FastifyReply, problem: Problem): void {
  void reply.headers(SECURITY_HEADERS).status(problem.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
}

/** An absent body is as good as `{}`: `POST /vms/:id/start` needs none. Prototype keys are refused. */
function acceptOnlyJson(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined);
    else void parse(request, String(text), done);
  });
}

/** What is not even HTTP, or not within Node's bounds on headers and time. */
function refuseBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  // An answer to what has not shaken hands would wait for it for ever, and keep the place.
  const isHttp = error.code?.startsWith('HPE_') === true || error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  if (!isHttp || !socket.writable) {
    socket.destroy();
    return;
  }
  const statuses: Readonly<Record<string, readonly [number, string]>> = {
    HPE_HEADER_OVERFLOW: [431, 'its headers are too large'],
    ERR_HTTP_REQUEST_TIMEOUT: [408, 'it did not arrive in time'],
  };
  const [status, rule] = statuses[error.code ?? ''] ?? [400, 'it is not valid HTTP'];
  const body = JSON.stringify(problemOf(malformed(rule).toRecord(), status));
  const head = [
    `HTTP/1.1 ${status} Refused`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
