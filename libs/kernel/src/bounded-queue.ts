import { RapidError } from './errors.ts';

/** First in, first out, with a named limit (law 8). Past it, `push` refuses with `limit-exceeded` and nothing changes. */
export class BoundedQueue<T> {
  readonly #items: T[] = [];
  readonly #name: string;
  readonly #max: number;

  constructor(name: string, max: number) {
    this.#name = name;
    this.#max = max;
  }

  get size(): number {
    return this.#items.length;
  }

  push(item: T): void {
    if (this.#items.length >= this.#max) {
      const details = { limit: this.#name, max: this.#max, unit: 'items' };
      throw new RapidError(
        'limit-exceeded',
        `${this.#name} is full`,
        details,
        'Wait until what is under way has finished, then try again',
      );
    }
    this.#items.push(item);
  }

  shift(): T | undefined {
    return this.#items.shift();
  }
}
