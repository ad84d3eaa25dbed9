/** Writing to a stream at the speed of its reader: one message in flight, and a caller that goes away ends the wait. */
import type { ServerWritableStream } from '@grpc/grpc-js';
import { toServiceError } from './error-status.ts';

export class StreamOutput<O> {
  readonly #call: ServerWritableStream<unknown, O>;
  readonly #gone = Promise.withResolvers<undefined>();
  /**
   * Writes that the network has not taken yet. Kept here, not as a race against `#gone`: each race would leave a reaction on that one promise
   * until the call ends, and a watch that goes on for days would fill the memory.
   */
  readonly #unsent = new Set<(taken: false) => void>();
  #over = false;

  constructor(call: ServerWritableStream<unknown, O>) {
    this.#call = call;
    const leave = (): void => {
      this.#over = true;
      this.#gone.resolve(undefined);
      for (const give of this.#unsent) give(false);
      this.#unsent.clear();
    };
    call.on('cancelled', leave);
    call.on('close', leave);
    call.on('error', leave);
  }

  /** Resolves when the caller has gone, or the call was ended here. */
  get gone(): Promise<unknown> {
    return this.#gone.promise;
  }

  /** Resolves with true when the network has taken the message and its bytes may be used again; with false when nobody is there any more. */
  write(message: O): Promise<boolean> {
    if (this.#over) return Promise.resolve(false);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#unsent.add(resolve);
    this.#call.write(message, (error: Error | null | undefined) => {
      this.#unsent.delete(resolve);
      resolve(!error);
    });
    return promise;
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
