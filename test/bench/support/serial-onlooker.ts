/** A viewer of a serial console that keeps only the end of what it sees, and holds every byte against its offset. */
import { once } from 'node:events';
import WebSocket from 'ws';
import type { Product } from '../../e2e/harness/index.ts';

const OFFSET_BYTES = 8;
const TAIL_CHARS = 4096;

export class SerialOnlooker {
  readonly #socket: WebSocket;
  /** Offset after the last byte received. */
  next = 0;
  tail = '';
  /** How often bytes were missing, told or not. */
  gaps = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.#take(data);
      else this.#note(data.toString());
    });
  }

  /** From the oldest byte that is kept. */
  static async open(product: Product, vmId: string): Promise<SerialOnlooker> {
    const { ticket, path, protocol } = await product.api.call('vm.console', { id: vmId, kind: 'serial' });
    const url = new URL(path, product.url.replace(/^http/, 'ws'));
    const socket = new WebSocket(url, [protocol, `rapidvm.ticket.${ticket}`], { ca: product.ca });
    const onlooker = new SerialOnlooker(socket);
    await once(socket, 'open');
    socket.on('error', () => socket.terminate());
    return onlooker;
  }

  type(keys: string): void {
    this.#socket.send(Buffer.from(keys));
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.terminate();
  }

  #note(text: string): void {
    const note = JSON.parse(text) as { readonly type: string; readonly firstOffset?: number; readonly to?: number };
    if (note.type === 'opened') this.next = note.firstOffset ?? 0;
    if (note.type !== 'gap') return;
    this.gaps += 1;
    this.next = note.to ?? 0;
  }

  #take(frame: Buffer): void {
    const offset = Number(frame.readBigUInt64BE());
    if (offset !== this.next) this.gaps += 1;
    this.next = offset + frame.length - OFFSET_BYTES;
    this.tail = (this.tail + frame.toString('latin1', OFFSET_BYTES)).slice(-TAIL_CHARS);
  }
}
