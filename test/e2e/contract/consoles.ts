import type { WebSocket } from 'ws';
import type { Framebuffer } from './framebuffer.ts';

const PROMPT = '\x1b[32mroot@hello\x1b[0m:~# ';

/** A made-up shell whose history is addressed by byte offset, as the agent's ring is. */
export class SerialLine {
  #history = Buffer.from(
    `\x1b[2J\x1b[HLinux 6.1.0-28-amd64 hello ttyS0\r\n\r\n${'[    0.412345] virtio_blk virtio1: [vda] 169984 512-byte logical blocks\r\n'.repeat(3)}\r\nhello login: root (automatic login)\r\n\r\nDocs: https://www.debian.org/doc/\r\n${PROMPT}`,
  );
  readonly #viewers = new Set<WebSocket>();
  #line = '';

  attach(socket: WebSocket, from: number, readOnly: boolean): void {
    socket.send(JSON.stringify({ type: 'opened', firstOffset: 0, nextOffset: this.#history.length }));
    const start = Math.min(from, this.#history.length);
    if (start < this.#history.length) socket.send(framed(start, this.#history.subarray(start)));
    this.#viewers.add(socket);
    socket.on('close', () => this.#viewers.delete(socket));
    socket.on('message', (data: Buffer) => {
      if (!readOnly) this.#type(data.toString('utf8'));
    });
  }

  #type(text: string): void {
    for (const char of text) {
      if (char === '\r') this.#run();
      else if (char === '\x7f') this.#erase();
      else {
        this.#line += char;
        this.#print(char);
      }
    }
  }

  #erase(): void {
    if (this.#line === '') return;
    this.#line = this.#line.slice(0, -1);
    this.#print('\b \b');
  }

  #run(): void {
    const line = this.#line.trim();
    this.#line = '';
    this.#print(`\r\n${answerTo(line)}${PROMPT}`);
  }

  #print(text: string): void {
    const bytes = Buffer.from(text);
    const offset = this.#history.length;
    this.#history = Buffer.concat([this.#history, bytes]);
    for (const viewer of this.#viewers) viewer.send(framed(offset, bytes));
  }
}

function answerTo(line: string): string {
  if (line === '') return '';
  if (line.startsWith('echo ')) return `${line.slice(5)}\r\n`;
  if (line === 'flood') return 'the quick brown fox jumps over the lazy dog\r\n'.repeat(100_000);
  return `${line}: this is a made-up shell; try echo\r\n`;
}

function framed(offset: number, bytes: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeBigUInt64BE(BigInt(offset));
  return Buffer.concat([header, bytes]);
}

/** A VNC server (RFC 6143: no security, raw encoding) with one picture that shows the keys it got. */
export function serveScreen(socket: WebSocket, picture: Framebuffer): void {
  let buffered = Buffer.alloc(0);
  let stage: 'version' | 'security' | 'init' | 'open' = 'version';
  const update = (): void => {
    if (stage === 'open') socket.send(picture.update());
  };
  const take = (count: number): Buffer | null => {
    if (buffered.length < count) return null;
    const taken = buffered.subarray(0, count);
    buffered = buffered.subarray(count);
    return taken;
  };
  const step = (): boolean => {
    if (stage === 'version') {
      if (take(12) === null) return false;
      socket.send(Buffer.from([1, 1]));
      stage = 'security';
    } else if (stage === 'security') {
      if (take(1) === null) return false;
      socket.send(Buffer.from([0, 0, 0, 0]));
      stage = 'init';
    } else if (stage === 'init') {
      if (take(1) === null) return false;
      socket.send(picture.serverInit('hello'));
      stage = 'open';
    } else return message();
    return true;
  };
  const message = (): boolean => {
    const length = messageLength(buffered);
    const bytes = length === null ? null : take(length);
    if (bytes === null) return false;
    if (bytes[0] === 3) update();
    if (bytes[0] === 4 && bytes[1] === 1) {
      picture.press(bytes.readUInt32BE(4));
      update();
    }
    return true;
  };
  socket.on('message', (data: Buffer) => {
    buffered = Buffer.concat([buffered, data]);
    while (step());
  });
  socket.send(Buffer.from('RFB 003.008\n'));
}

/** Length of the client message at the front; null: not all of it is here. */
function messageLength(bytes: Buffer): number | null {
  const fixed: Readonly<Record<number, number>> = { 0: 20, 3: 10, 4: 8, 5: 6 };
  const type = bytes[0];
  if (type === undefined) return null;
  if (type === 2) return bytes.length < 4 ? null : 4 + 4 * bytes.readUInt16BE(2);
  if (type === 6) return bytes.length < 8 ? null : 8 + bytes.readUInt32BE(4);
  return fixed[type] ?? bytes.length;
}
