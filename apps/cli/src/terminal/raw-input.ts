/** Keystrokes as they are typed, for a console: nothing is echoed or understood here but the one key that leaves. */
import type { InputStream } from './terminal.ts';

export interface RawInputOptions {
  readonly stdin: InputStream;
  /** Byte that leaves; null: none does. Only typed on a terminal, a pipe may hold any byte. */
  readonly escape: number | null;
  readonly onEscape: () => void;
  /** Takes bytes; false: not now. What a person types meanwhile is dropped, what a pipe holds waits. */
  readonly onBytes: (bytes: Uint8Array) => boolean;
  /** A pipe has ended, and all that it held was taken. A terminal ends with the key that leaves. */
  readonly onEnd: () => void;
}

/** How soon a pipe that was told "not now" is tried again. */
const RETRY_MS = 50;

export class RawInput {
  readonly #options: RawInputOptions;
  readonly #onData = (chunk: Buffer | string): void => this.#take(Buffer.from(chunk));
  readonly #onEnd = (): void => {
    this.#ended = true;
    if (!this.#holds) this.#options.onEnd();
  };
  #retry: NodeJS.Timeout | undefined;
  /** Bytes of a pipe wait to be taken. */
  #holds = false;
  #ended = false;
  started = false;

  constructor(options: RawInputOptions) {
    this.#options = options;
  }

  /** Takes over standard input. Called again, it does nothing. */
  start(): void {
    if (this.started) return;
    this.started = true;
    const { stdin } = this.#options;
    if (stdin.isTTY === true) stdin.setRawMode?.(true);
    else stdin.once('end', this.#onEnd);
    stdin.on('data', this.#onData);
    stdin.resume();
  }

  /** Gives standard input back as it was. */
  stop(): void {
    const { stdin } = this.#options;
    clearTimeout(this.#retry);
    stdin.off('data', this.#onData);
    stdin.off('end', this.#onEnd);
    if (this.started && stdin.isTTY === true) stdin.setRawMode?.(false);
    stdin.pause();
  }

  #take(bytes: Buffer): void {
    const { stdin, escape, onEscape, onBytes } = this.#options;
    if (stdin.isTTY === true) {
      const at = escape === null ? -1 : bytes.indexOf(escape);
      const typed = at === -1 ? bytes : bytes.subarray(0, at);
      if (typed.length > 0) onBytes(typed);
      if (at !== -1) onEscape();
      return;
    }
    const held = this.#holds;
    this.#holds = !onBytes(bytes);
    if (!this.#holds) {
      if (held && this.#ended) this.#options.onEnd();
      return;
    }
    stdin.pause();
    this.#retry = setTimeout(() => {
      stdin.resume();
      this.#take(bytes);
    }, RETRY_MS);
  }
}
