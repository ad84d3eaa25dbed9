/** Consoles without a host: what a viewer types is echoed; `flood` sends for ever, as fast as it is asked. */
import type { ConsoleGateway, ScreenSession, SerialFrame, SerialSession } from '@rapidvm/controller-app';

export const FLOOD_CHUNK_BYTES = 16 * 1024;

export interface FakeConsole {
  /** Bytes the viewer's side has asked for. */
  pulledBytes: number;
  readonly written: Buffer[];
  closed: boolean;
  readonly fromOffset: number | undefined;
}

export class FakeConsoles implements ConsoleGateway {
  readonly opened: FakeConsole[] = [];
  flood = false;
  /** Set: the host takes no input until it resolves. */
  inputGate: Promise<void> | null = null;
  refuse: Error | null = null;

  async openSerial(_host: unknown, _vm: unknown, options: { readonly fromOffset?: number }): Promise<SerialSession> {
    const console = this.#open(options.fromOffset);
    const start = options.fromOffset ?? 0;
    const bytes = this.#bytes(console);
    const frames = async function* (): AsyncGenerator<SerialFrame> {
      const none = { bytes: new Uint8Array(), code: '', message: '' };
      yield { ...none, kind: 'opened', offset: start, nextOffset: start };
      let offset = start;
      for await (const chunk of bytes) {
        yield { ...none, kind: 'data', offset, nextOffset: offset + chunk.length, bytes: chunk };
        offset += chunk.length;
      }
      yield { ...none, kind: 'closed', offset, nextOffset: offset, code: 'console-unavailable', message: 'The VM stopped' };
    };
    return { ...this.#session(console), frames: frames() };
  }

  async openScreen(): Promise<ScreenSession> {
    const console = this.#open(undefined);
    return { ...this.#session(console), bytes: this.#bytes(console) };
  }

  #open(fromOffset: number | undefined): FakeConsole {
    if (this.refuse !== null) throw this.refuse;
    const console: FakeConsole = { pulledBytes: 0, written: [], closed: false, fromOffset };
    this.opened.push(console);
    return console;
  }

  #session(console: FakeConsole): Pick<SerialSession, 'write' | 'close'> {
    return {
      write: async (bytes) => {
        await this.inputGate;
        console.written.push(Buffer.from(bytes));
      },
      close: () => void (console.closed = true),
    };
  }

  async *#bytes(console: FakeConsole): AsyncGenerator<Uint8Array> {
    for (let sent = 0; !console.closed;) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      const typed = console.written[sent];
      if (typed?.toString() === 'exit') return;
      if (this.flood) {
        console.pulledBytes += FLOOD_CHUNK_BYTES;
        yield Buffer.alloc(FLOOD_CHUNK_BYTES, 'x');
      } else if (typed !== undefined) {
        sent += 1;
        console.pulledBytes += typed.length;
        yield typed;
      }
    }
  }
}
