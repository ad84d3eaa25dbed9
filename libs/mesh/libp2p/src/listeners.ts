/** Those who want to be told. One that fails is logged; the others go on. */
import type { Logger } from '@rapidvm/kernel';

export class Listeners<T extends readonly unknown[]> {
  readonly #listeners = new Set<(...told: T) => void>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Returns what ends it. */
  add(listener: (...told: T) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(...told: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(...told);
      } catch (error) {
        this.#logger.error('a listener to the mesh failed', error);
      }
    }
  }
}
