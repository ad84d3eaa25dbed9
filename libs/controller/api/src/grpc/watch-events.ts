import { once } from 'node:events';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { RapidError } from '@rapidvm/kernel';
import type { Timer } from '@rapidvm/kernel';
import { eventSchema } from '@rapidvm/operations';
import { watchStanding } from '../dispatch/standing.ts';
import { toApiRequest } from './call-request.ts';
import type { Message } from './message-mapping.ts';
import { toMessage } from './message-mapping.ts';
import type { ServiceOptions } from './service-options.ts';
import { toStatus } from './status.ts';

/** Streams events until the client goes. While its flow-control window is closed nothing is read from the feed. */
export async function watchEvents(options: ServiceOptions, call: ServerWritableStream<Message, unknown>): Promise<void> {
  const gone = new AbortController();
  call.once('cancelled', () => gone.abort());
  call.once('close', () => gone.abort());
  call.on('error', () => gone.abort());
  const refused = (error: RapidError): void => {
    gone.abort();
    call.emit('error', toStatus(error));
  };
  let standing: Timer | undefined;
  try {
    const request = toApiRequest('event.watch', call);
    const { input } = await options.dispatcher.admit('event.watch', request);
    standing = watchStanding(options.timers, () => options.dispatcher.admit('event.watch', request), refused);
    for await (const message of options.events.follow(input.after, gone.signal)) {
      if (message.kind !== 'event') continue;
      const roomLeft = call.write(toMessage(eventSchema, message.event));
      if (!roomLeft && !gone.signal.aborted) await once(call, 'drain', { signal: gone.signal });
    }
    call.end();
  } catch (error) {
    if (gone.signal.aborted) return;
    if (!(error instanceof RapidError)) options.logger.error('An event stream failed', error);
    call.emit('error', toStatus(error));
  } finally {
    standing?.cancel();
  }
}
