/** What is due when: a binary heap in flat arrays, because a large cluster puts millions of things through it. */

/** Something that happens at a moment of virtual time. */
export interface Due {
  fire(): void;
}

const FIRST_CAPACITY = 1024;

/** Takes things out in order of their time, then of their putting in: the same puts, the same order, always. */
export class EventQueue {
  #times = new Float64Array(FIRST_CAPACITY);
  #orders = new Float64Array(FIRST_CAPACITY);
  readonly #items: Due[] = [];
  #nextOrder = 0;

  get size(): number {
    return this.#items.length;
  }

  /** When the first thing is due; Infinity when there is none. */
  nextTime(): number {
    return this.#items.length === 0 ? Infinity : (this.#times[0] ?? Infinity);
  }

  put(at: number, item: Due): void {
    const order = this.#nextOrder;
    this.#nextOrder += 1;
    let hole = this.#items.length;
    this.#items.push(item);
    if (hole >= this.#times.length) this.#grow();
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if ((this.#times[parent] ?? 0) <= at) break;
      this.#move(parent, hole);
      hole = parent;
    }
    this.#set(hole, at, order, item);
  }

  /** The first thing; only when there is one. */
  take(): Due | undefined {
    const first = this.#items[0];
    const last = this.#items.pop();
    const size = this.#items.length;
    if (last === undefined || size === 0) return first;
    const at = this.#times[size] ?? 0;
    const order = this.#orders[size] ?? 0;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#before(child + 1, child)) child += 1;
      const childTime = this.#times[child] ?? 0;
      if (at < childTime || (at === childTime && order < (this.#orders[child] ?? 0))) break;
      this.#move(child, hole);
      hole = child;
    }
    this.#set(hole, at, order, last);
    return first;
  }

  #before(a: number, b: number): boolean {
    const first = this.#times[a] ?? 0;
    const second = this.#times[b] ?? 0;
    return first === second ? (this.#orders[a] ?? 0) < (this.#orders[b] ?? 0) : first < second;
  }

  #move(from: number, to: number): void {
    this.#set(to, this.#times[from] ?? 0, this.#orders[from] ?? 0, this.#items[from]);
  }

  #set(at: number, time: number, order: number, item: Due | undefined): void {
    if (item === undefined) return;
    this.#times[at] = time;
    this.#orders[at] = order;
    this.#items[at] = item;
  }

  #grow(): void {
    const [times, orders] = [this.#times, this.#orders];
    this.#times = new Float64Array(times.length * 2);
    this.#orders = new Float64Array(orders.length * 2);
    this.#times.set(times);
    this.#orders.set(orders);
  }
}
