import type { Metadata } from '@grpc/grpc-js';
import { RapidError } from '@rapidvm/kernel';
import type { OperationName } from '@rapidvm/operations';
import { OPERATIONS } from '@rapidvm/operations';
import type { ApiRequest } from '../dispatch/dispatcher.ts';
import { malformed } from '../http/problem.ts';
import { credentialOf } from '../http/credential.ts';
import { GRPC_LIMITS } from '../limits.ts';
import type { Message } from './message-mapping.ts';
import { toInput } from './message-mapping.ts';

/** What a message that is not one decodes to: the handler refuses it with a code, where grpc-js would say "internal". */
export const UNDECODABLE: Message = Object.freeze({});

/** What a message that is too large decodes to: the handler refuses it with a code too. */
export const TOO_LARGE: Message = Object.freeze({});

export interface IncomingCall {
  readonly metadata: Metadata;
  readonly request: Message;
  getPeer(): string;
}

/** Credential, address, idempotency key and input of a call. Refuses `invalid-input`, `limit-exceeded` and `not-authenticated`. */
export function toApiRequest(operation: OperationName, call: IncomingCall): ApiRequest {
  if (call.request === UNDECODABLE) throw malformed('its message can not be decoded; see proto/api/v1/api.proto');
  if (call.request === TOO_LARGE) throw messageTooLarge();
  return {
    credential: credentialOf({ authorization: textOf(call.metadata, 'authorization') }),
    ...peerOf(call.getPeer()),
    idempotencyKey: textOf(call.metadata, 'idempotency-key'),
    input: toInput(OPERATIONS[operation].input, call.request),
  };
}

function messageTooLarge(): RapidError<'limit-exceeded'> {
  const details = { limit: 'gRPC message', max: GRPC_LIMITS.receiveBytes, unit: 'bytes' };
  return new RapidError('limit-exceeded', 'The message is too large', details, 'Send less in one call');
}

/** From `address:port`, without brackets around an IPv6 address, or another word for a connection that is gone. */
function peerOf(peer: string): Pick<ApiRequest, 'from' | 'connection'> {
  const { address, port } = /^(?<address>.+):(?<port>\d+)$/.exec(peer)?.groups ?? {};
  if (address === undefined) return { from: peer, connection: null };
  return { from: address, connection: { remoteAddress: address, remotePort: Number(port) } };
}

function textOf(metadata: Metadata, key: string): string | undefined {
  const value = metadata.get(key)[0];
  return value === undefined ? undefined : String(value);
}
