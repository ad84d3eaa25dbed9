/** Lets the controller in and nobody else: a host's certificate is of our CA too, but one host must not command another. */
import type { ServerInterceptor } from '@grpc/grpc-js';
import { ResponderBuilder, ServerInterceptingCall, ServerListenerBuilder } from '@grpc/grpc-js';
import { RapidError } from '@rapidvm/kernel';
import { toStatus } from './error-status.ts';
import type { RefusalLog } from './refusal-log.ts';

/** The name in a controller's certificate. */
export const CONTROLLER_NAME = 'controller.rapidvm.internal';

/** Names in a certificate's `subjectAltName`, as Node prints them: `DNS:a, DNS:b, IP Address:…`. A quoted name is none of ours. */
export function namesController(subjectAltName: string | undefined): boolean {
  return (subjectAltName ?? '').split(', ').includes(`DNS:${CONTROLLER_NAME}`);
}

export function controllerOnly(refusals: RefusalLog): ServerInterceptor {
  return (_method, call) => {
    const names = call.getAuthContext().sslPeerCertificate?.subjectaltname;
    if (namesController(names)) return new ServerInterceptingCall(call);
    refusals.refused('A caller that is not the controller was refused', { peer: call.getPeer(), names });
    const refuse = new ServerListenerBuilder().withOnReceiveMetadata(() => call.sendStatus(toStatus(notTheController(names))));
    return new ServerInterceptingCall(call, new ResponderBuilder().withStart((next) => next(refuse.build())).build());
  };
}

/** Refuses `not-permitted`. `has`: the names in the caller's certificate. */
export function notTheController(has: string | undefined): RapidError<'not-permitted'> {
  const details = { operation: 'agent call', needs: CONTROLLER_NAME, has: has ?? 'a certificate without names' };
  return new RapidError('not-permitted', 'Only the controller may call an agent', details, 'Call the controller instead');
}
