/** Consoles without a host: what a viewer types is echoed; `flood` sends for ever, as fast as it is taken. */
import type { ConsoleGateway, ConsoleRequest, ConsoleSession, ConsoleViewer } from '@rapidvm/controller-app';
import { VIEWER_HEAD_BYTES } from '@rapidvm/controller-app';

export const FLOOD_CHUNK_BYTES = 16 * 1024;
const OFFSET_BYTES = 8;

export class FakeConsole implements ConsoleSession {
  readonly fromOffset: number | undefined;
  readonly written: Buffer[] = [];
  /** Bytes the viewer has taken. */
  pulledBytes = 0;
  closed = false;
  readonly #kind: ConsoleRequest['kind'];
  readonly #world: FakeConsoles;
  readonly #unsent: Buffer[] = [];
  #viewer: ConsoleViewer | null = null;
  #busy = false;
  #full = false;
  #offset = 0;

  constructor(request: ConsoleRequest, world: FakeConsoles) {
    this.#kind = request.kind;
    this.#world = world;
    this.fromOffset = request.kind === 'serial' ? request.fromOffset : undefined;
    this.#offset = this.fromOffset ?? 0;
  }

  attach(viewer: ConsoleViewer): void {
    this.#viewer = viewer;
    if (this.#kind === 'serial') viewer.note({ kind: 'opened', firstOffset: this.#offset, nextOffset: this.#offset });
    this.#next();
  }

  write(bytes: Uint8Array): boolean {
    this.written.push(Buffer.from(bytes));
    this.#unsent.push(Buffer.from(bytes));
    if (this.#viewer !== null) this.#next();
    const gate = this.#world.inputGate;
    if (gate !== null && !this.#full) {
      this.#full = true;
      void gate.then(() => {
        this.#full = false;
        this.#viewer?.room();
      });
    }
    return !this.#full;
  }

  close(): void {
    this.closed = true;
  }

  #next(): void {
    if (this.#busy || this.closed) return;
    const chunk = this.#world.flood ? Buffer.alloc(FLOOD_CHUNK_BYTES, 'x') : this.#unsent.shift();
    if (chunk === undefined) return;
    if (chunk.toString() === 'exit') {
      this.closed = true;
      return this.#viewer?.ended({ kind: 'closed', code: 'console-unavailable', message: 'The VM stopped' });
    }
    this.#busy = true;
    this.#viewer?.data(this.#framed(chunk), () => {
      this.#busy = false;
      this.#offset += chunk.length;
      this.pulledBytes += chunk.length;
      setImmediate(() => this.#next());
    });
  }

  #framed(chunk: Buffer): Buffer {
    const prefix = Buffer.alloc(VIEWER_HEAD_BYTES + (this.#kind === 'serial' ? OFFSET_BYTES : 0));
    if (this.#kind === 'serial') prefix.writeBigUInt64BE(BigInt(this.#offset), VIEWER_HEAD_BYTES);
    return Buffer.concat([prefix, chunk]);
  }
}

export class FakeConsoles implements ConsoleGateway {
  readonly opened: FakeConsole[] = [];
  flood = false;
  /** Set: the host says that it takes no more input until it resolves. */
  inputGate: Promise<void> | null = null;
  refuse: Error | null = null;

  async open(_host: unknown, _vm: unknown, request: ConsoleRequest): Promise<ConsoleSession> {
    if (this.refuse !== null) throw this.refuse;
    const console = new FakeConsole(request, this);
    this.opened.push(console);
    return console;
  }
}
