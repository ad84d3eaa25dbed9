/** What this member holds of every member of the roster: last word, state, since when. Arrays by index, for thousands of members. */
import { hashNumbers } from './member-hash.ts';
import type { MemberState } from './membership-io.ts';
import type { MemberRecord } from './membership-wire.ts';
import type { SyncTable } from './sync-table.ts';
import type { WatchGraph } from './watch-graph.ts';

const STATES: readonly MemberState[] = ['joining', 'active', 'suspect', 'failed', 'left'];
const STATE_CODES: Readonly<Record<MemberState, number>> = { joining: 0, active: 1, suspect: 2, failed: 3, left: 4 };
/** Two lanes, so that views that differ have one id with a chance of 1 in 2^64. */
const VIEW_SEEDS = [0x3c6ef372, 0x510e527f] as const;

export class MemberBook {
  readonly graph: WatchGraph;
  readonly #sync: SyncTable;
  readonly #incarnations: Float64Array;
  readonly #nonces: Uint32Array;
  readonly #states: Uint8Array;
  readonly #since: Float64Array;
  #viewLanes: [number, number] = [0, 0];
  /** Grows with each change of anything here. */
  edition = 0;

  /** The book for `graph`, with what `before` held of those who stay. It keeps their records in `sync`, a new one. */
  constructor(graph: WatchGraph, sync: SyncTable, before: MemberBook | null, nowMs: number) {
    this.graph = graph;
    this.#sync = sync;
    this.#incarnations = new Float64Array(graph.size);
    this.#nonces = new Uint32Array(graph.size);
    this.#states = new Uint8Array(graph.size);
    this.#since = new Float64Array(graph.size).fill(nowMs);
    if (before !== null) this.#takeFrom(before);
    for (let index = 0; index < graph.size; index += 1) this.#toggle(index);
  }

  incarnation(index: number): number {
    return this.#incarnations[index] ?? 0;
  }

  nonce(index: number): number {
    return this.#nonces[index] ?? 0;
  }

  state(index: number): MemberState {
    return STATES[this.#states[index] ?? 0] ?? 'joining';
  }

  sinceMs(index: number): number {
    return this.#since[index] ?? 0;
  }

  /** Known to have lived in this mesh, not failed and not gone: it can testify and be accused. */
  isPresent(index: number): boolean {
    const code = this.#states[index];
    return code === STATE_CODES.active || code === STATE_CODES.suspect;
  }

  record(index: number): MemberRecord {
    return {
      key: this.graph.keys[index] ?? 0,
      incarnation: this.incarnation(index),
      nonce: this.nonce(index),
      left: this.state(index) === 'left',
    };
  }

  /** Whether `record` is later than what is held of the member at `index`. */
  isNews(index: number, record: Pick<MemberRecord, 'incarnation' | 'left'>): boolean {
    const known = this.incarnation(index);
    return (
      record.incarnation > known || (record.incarnation === known && known > 0 && record.left && this.state(index) !== 'left')
    );
  }

  /** Holds this of the member at `index` from now on. */
  set(index: number, record: Pick<MemberRecord, 'incarnation' | 'nonce'>, state: MemberState, nowMs: number): void {
    this.edition += 1;
    this.#toggle(index);
    if (this.state(index) !== state) this.#since[index] = nowMs;
    this.#incarnations[index] = record.incarnation;
    this.#nonces[index] = record.nonce;
    this.#states[index] = STATE_CODES[state];
    this.#toggle(index);
  }

  setState(index: number, state: MemberState, nowMs: number): void {
    this.set(index, { incarnation: this.incarnation(index), nonce: this.nonce(index) }, state, nowMs);
  }

  /** Equal for two members if and only if they hold the same of everybody. 16 hexadecimal digits. */
  viewId(): string {
    return this.#viewLanes.map((lane) => lane.toString(16).padStart(8, '0')).join('');
  }

  #toggle(index: number): void {
    const [key, state, incarnation] = [this.graph.keys[index] ?? 0, this.#states[index] ?? 0, this.incarnation(index)];
    this.#sync.toggleRecord(key, incarnation, state === STATE_CODES.left);
    const [a, b] = VIEW_SEEDS;
    this.#viewLanes = [
      (this.#viewLanes[0] ^ hashNumbers(a, key, state, incarnation)) >>> 0,
      (this.#viewLanes[1] ^ hashNumbers(b, key, state, incarnation)) >>> 0,
    ];
  }

  #takeFrom(before: MemberBook): void {
    this.graph.members.forEach(({ peerId }, index) => {
      const was = before.graph.indexOf(peerId);
      if (was === undefined) return;
      this.#incarnations[index] = before.incarnation(was);
      this.#nonces[index] = before.nonce(was);
      this.#states[index] = STATE_CODES[before.state(was)];
      this.#since[index] = before.sinceMs(was);
    });
  }
}
