/** "Look again": wakes everybody who waits, and keeps nothing for those who don't. */
export class Nudge {
  #next = Promise.withResolvers<void>();

  /** Resolves at the next {@link give}. Ask for it before looking, so that news in between are not missed. */
  get next(): Promise<void> {
    return this.#next.promise;
  }

  give(): void {
    const due = this.#next;
    this.#next = Promise.withResolvers();
    due.resolve();
  }
}
