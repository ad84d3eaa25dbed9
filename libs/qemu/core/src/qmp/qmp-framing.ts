import type { RapidError, Result } from '@rapidvm/kernel';
import { err, ok } from '@rapidvm/kernel';
import { QMP_MAX_LINE_CHARS } from '../limits.ts';
import { qmpProtocolError } from './qmp-protocol-error.ts';

/**
 * Cuts a stream of text into lines, however it was chopped up. Keeps at most one unfinished line of `maxChars`.
 * Past that the stream can't be QMP: `push` refuses with `qmp-protocol`, and goes on refusing.
 */
export class QmpFraming {
  readonly #maxChars: number;
  #pieces: string[] = [];
  #pendingChars = 0;
  #broken = false;

  constructor(maxChars: number = QMP_MAX_LINE_CHARS) {
    this.#maxChars = maxChars;
  }

  /** Characters held of an unfinished line: never more than the limit. */
  get pendingChars(): number {
    return this.#pendingChars;
  }

  /** The lines that `chunk` finishes, without their ends; empty lines are left out. */
  push(chunk: string): Result<readonly string[], RapidError<'qmp-protocol'>> {
    const lines: string[] = [];
    let start = 0;
    while (!this.#broken) {
      const end = chunk.indexOf('\n', start);
      this.#keep(chunk.slice(start, end === -1 ? undefined : end));
      if (end === -1) break;
      const line = this.#take();
      if (line !== '') lines.push(line);
      start = end + 1;
    }
    return this.#broken ? err(qmpProtocolError(`a line is longer than ${this.#maxChars} characters`)) : ok(lines);
  }

  #keep(piece: string): void {
    if (this.#pendingChars + piece.length > this.#maxChars) {
      this.#broken = true;
      this.#pieces = [];
      this.#pendingChars = 0;
    } else if (piece !== '') {
      this.#pieces.push(piece);
      this.#pendingChars += piece.length;
    }
  }

  #take(): string {
    const line = this.#pieces.join('').trim();
    this.#pieces = [];
    this.#pendingChars = 0;
    return line;
  }
}
