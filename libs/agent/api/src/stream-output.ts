/** Writing to a stream at the speed of its reader: few messages in flight, and a caller that goes away ends the wait. */
import type { ServerDuplexStream, ServerWritableStream } from '@grpc/grpc-js';
import { toServiceError } from './error-status.ts';
import { MAX_MESSAGES_IN_FLIGHT } from './limits.ts';

type OutputCall<O> = ServerDuplexStream<unknown, O> | ServerWritableStream<unknown, O>;

export class StreamOutput<O> {
  readonly #call: OutputCall<O>;
  readonly #gone = Promise.withResolvers<false>();
  #room = Promise.withResolvers<boolean>();
  #inFlight = 0;
  #over = false;

  constructor(call: OutputCall<O>) {
    this.#call = call;
    const leave = (): void => {
      this.#over = true;
      this.#gone.resolve(false);
    };
    call.on('cancelled', leave);
    call.on('close', leave);
    call.on('error', leave);
  }

  /** Resolves when the caller has gone, or the call was ended here. */
  get gone(): Promise<unknown> {
    return this.#gone.promise;
  }

  /**
   * Resolves with true when there is room for the next message, with false when nobody is there any more. The message is serialised before
   * this returns: its bytes may be used again.
   */
  async write(message: O): Promise<boolean> {
    if (this.#over) return false;
    this.#inFlight += 1;
    this.#call.write(message, () => {
      this.#inFlight -= 1;
      this.#room.resolve(true);
    });
    while (this.#inFlight >= MAX_MESSAGES_IN_FLIGHT && !this.#over) {
      this.#room = Promise.withResolvers();
      await Promise.race([this.#room.promise, this.#gone.promise]);
    }
    return !this.#over;
  }

  end(): void {
    if (this.#over) return;
    this.#call.end();
  }

  /** Ends the call with a coded error. */
  fail(error: unknown): void {
    if (this.#over) return;
    this.#call.emit('error', toServiceError(error));
  }
}
