import WebSocket from 'ws';
import { eventually } from '@rapidvm/testing';
import type { Product } from './product.ts';

const OFFSET_BYTES = 8;

/** A viewer of a serial console that holds every byte against its offset. */
export interface SerialClient {
  /** Offset after the last byte received. */
  readonly nextOffset: number;
  /** Everything received so far, over all connections. */
  text(): string;
  /** Faults of the stream: a byte lost, repeated, or a gap told. Empty when all is well. */
  readonly faults: readonly string[];
  type(keys: string): void;
  /** Waits until `pattern` stands in what came after `from` (a length of `text()`; default: everything). */
  waitFor(pattern: RegExp, deadlineMs?: number, from?: number): Promise<string>;
  /** Connects again, going on after the last byte; resolves when the console is open. Waits while it is refused. */
  reconnect(deadlineMs?: number): Promise<void>;
  readonly isOpen: boolean;
  close(): void;
}

interface Opening {
  readonly url: URL;
  readonly protocols: readonly string[];
}

async function opening(product: Product, vmId: string, from: number | null): Promise<Opening> {
  const ticket = await product.api.call('vm.console', { id: vmId, kind: 'serial' });
  const url = new URL(ticket.path, product.url.replace(/^http/, 'ws'));
  if (from !== null) url.searchParams.set('from', String(from));
  return { url, protocols: [ticket.protocol, `rapidvm.ticket.${ticket.ticket}`] };
}

/** Opens the serial console of a VM from its first byte, as the web page does. */
export async function openSerial(product: Product, vmId: string): Promise<SerialClient> {
  const chunks: Buffer[] = [];
  const faults: string[] = [];
  let next: number | null = null;
  let socket: WebSocket | null = null;

  const onBytes = (frame: Buffer): void => {
    const offset = Number(frame.readBigUInt64BE(0));
    if (next !== null && offset !== next) faults.push(`expected the byte at ${next}, got the one at ${offset}`);
    const bytes = frame.subarray(OFFSET_BYTES);
    chunks.push(Buffer.from(bytes));
    next = offset + bytes.length;
  };
  const connect = async (): Promise<void> => {
    const { url, protocols } = await opening(product, vmId, next);
    const opened = new WebSocket(url, [...protocols], { ca: product.ca });
    opened.on('message', (data: Buffer, isBinary) => {
      if (isBinary) onBytes(data);
      else if (data.toString().includes('"gap"')) faults.push(data.toString());
    });
    await new Promise<void>((resolve, reject) => {
      opened.once('open', resolve);
      opened.once('error', reject);
    });
    opened.on('error', () => opened.terminate());
    socket = opened;
  };
  await connect();

  const text = (): string => Buffer.concat(chunks).toString('utf8');
  return {
    get nextOffset() {
      return next ?? 0;
    },
    text,
    faults,
    type: (keys) => socket?.send(Buffer.from(keys)),
    waitFor: (pattern, deadlineMs = 180_000, from = 0) =>
      eventually(() => {
        const seen = text().slice(from);
        if (!pattern.test(seen)) throw new Error(`${String(pattern)} is not on the console; its end is: ${seen.slice(-400)}`);
        return seen;
      }, deadlineMs),
    async reconnect(deadlineMs = 180_000) {
      socket?.terminate();
      await eventually(async () => {
        await connect();
        return true;
      }, deadlineMs);
    },
    get isOpen() {
      return socket?.readyState === WebSocket.OPEN;
    },
    close: () => socket?.terminate(),
  };
}
