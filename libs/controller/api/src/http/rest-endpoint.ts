/** One HTTP exchange of one operation: what Nest's generated controllers call. */
import { createHash } from 'node:crypto';
import type { UnaryOperation } from '@rapidvm/controller-app';
import type { Clock } from '@rapidvm/kernel';
import type { OperationName } from '@rapidvm/operations';
import { OPERATIONS } from '@rapidvm/operations';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccessPort } from '../api-ports.ts';
import type { ApiRequest, Dispatcher } from '../dispatch/dispatcher.ts';
import { collectInput } from './collect-input.ts';
import { credentialOf } from './credential.ts';
import { LoginGate } from './login-gate.ts';
import { clearedSessionCookie, sessionCookie } from './session-cookie.ts';

export const API_PREFIX = '/api/v1';

const CREATES: readonly OperationName[] = ['user.create', 'token.create', 'host.invite', 'enrolment.join', 'vm.console'];

export class RestEndpoint {
  readonly #dispatcher: Dispatcher;
  readonly #access: AccessPort;
  readonly #logins: LoginGate;

  constructor(dispatcher: Dispatcher, access: AccessPort, clock: Clock) {
    this.#dispatcher = dispatcher;
    this.#access = access;
    this.#logins = new LoginGate(clock);
  }

  /** Serves one request; the value is the body. Refuses with the coded errors of the operation. */
  async serve(operation: UnaryOperation, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const call = toApiRequest(operation, request);
    reply.status(statusOf(operation)).header('cache-control', 'no-store');
    if (operation === 'session.login') return this.#login(call, reply);
    if (operation === 'session.logout') return this.#logout(call, reply);
    const output = await this.#dispatcher.call(operation, call);
    if ('task' in output) reply.header('location', `${API_PREFIX}/tasks/${output.task.id}`);
    return isOneObject(operation) ? unlessUnchanged(output, request, reply) : output;
  }

  async #login(call: ApiRequest, reply: FastifyReply): Promise<unknown> {
    const { session, secret } = await this.#logins.attempt(call.from, () => this.#dispatcher.login(call));
    reply.header('set-cookie', sessionCookie(secret, session.expiresAt));
    return session;
  }

  async #logout(call: ApiRequest, reply: FastifyReply): Promise<unknown> {
    const { context } = await this.#dispatcher.admit('session.logout', call);
    if (call.credential?.kind === 'session') await this.#access.logout(context, call.credential.secret);
    reply.header('set-cookie', clearedSessionCookie());
    return {};
  }
}

function toApiRequest(operation: UnaryOperation, request: FastifyRequest): ApiRequest {
  const key = request.headers['idempotency-key'];
  const { params, query, body } = request as FastifyRequest<{
    Params: Record<string, string>;
    Querystring: Record<string, string | string[]>;
  }>;
  return {
    credential: credentialOf(request.headers),
    from: request.ip,
    connection: request.socket,
    idempotencyKey: typeof key === 'string' ? key : undefined,
    input: collectInput(operation, { params, query, body }),
  };
}

function statusOf(operation: UnaryOperation): number {
  if (OPERATIONS[operation].effect === 'task') return 202;
  return CREATES.includes(operation) ? 201 : 200;
}

function isOneObject(operation: UnaryOperation): boolean {
  const { effect, rest } = OPERATIONS[operation];
  return effect === 'read' && rest.path.includes(':');
}

/** Adds an ETag; answers 304 without a body when the client has this very version. */
function unlessUnchanged(output: object, request: FastifyRequest, reply: FastifyReply): unknown {
  const etag = `"${createHash('sha1').update(JSON.stringify(output)).digest('base64url')}"`;
  reply.header('etag', etag).header('cache-control', 'private, no-cache');
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known === undefined || !(known.includes(etag) || known.includes('*'))) return output;
  reply.status(304);
  return undefined;
}
