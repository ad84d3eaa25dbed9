import { once } from 'node:events';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { RapidError } from '@rapidvm/kernel';
import type { Timer, Timers } from '@rapidvm/kernel';
import { eventSchema } from '@rapidvm/operations';
import { watchStanding } from '../dispatch/standing.ts';
import { GRPC_LIMITS } from '../limits.ts';
import { toApiRequest } from './call-request.ts';
import type { Message } from './message-mapping.ts';
import { toMessage } from './message-mapping.ts';
import type { ServiceOptions } from './service-options.ts';
import { toStatus } from './status.ts';

/** Streams events until the client goes, or takes nothing for too long. While its flow-control window is closed nothing is read from the feed. */
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
      if (!roomLeft && !gone.signal.aborted) await taken(call, options.timers, gone.signal);
    }
    call.end();
  } catch (error) {
    if (gone.signal.aborted) return;
    if (!(error instanceof RapidError)) options.logger.error('An event stream failed', error);
    // Behind what is not taken yet: whoever reads on learns at its end why no more comes.
    call.emit('error', toStatus(error));
  } finally {
    standing?.cancel();
  }
}

/** Waits until the client has taken what is sent. Refuses `timed-out` when it takes nothing for {@link GRPC_LIMITS.unreadMs} and longer. */
async function taken(call: ServerWritableStream<Message, unknown>, timers: Timers, gone: AbortSignal): Promise<void> {
  const stalled = Promise.withResolvers<never>();
  let unsent = call.writableLength;
  const look = (): void => {
    if (call.writableLength === unsent) return stalled.reject(unread());
    unsent = call.writableLength;
    timer = timers.after(GRPC_LIMITS.unreadMs, look);
  };
  let timer = timers.after(GRPC_LIMITS.unreadMs, look);
  try {
    await Promise.race([once(call, 'drain', { signal: gone }), stalled.promise]);
  } finally {
    timer.cancel();
  }
}

function unread(): RapidError<'timed-out'> {
  const details = { what: 'a stream of events whose client reads nothing', afterMs: GRPC_LIMITS.unreadMs };
  const hint = 'Watch again after the last cursor you have: no event is missed';
  return new RapidError('timed-out', 'The stream was not read for too long', details, hint);
}
