import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SerialSession } from './serial-session.ts';

/** The server's end of one connection. */
class Socket {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly readyState = 1;
  close(): void {
    this.onclose?.();
  }
  says(note: object): void {
    this.onmessage?.({ data: JSON.stringify(note) });
  }
  writes(offset: number, text: string): void {
    const bytes = new TextEncoder().encode(text);
    const message = new Uint8Array(8 + bytes.byteLength);
    new DataView(message.buffer).setBigUint64(0, BigInt(offset));
    message.set(bytes, 8);
    this.onmessage?.({ data: message.buffer });
  }
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

describe('where a machine was started', () => {
  let shown: string;
  let socket: Socket;
  let session: SerialSession;
  const reopen = async (): Promise<void> => {
    session.connect();
    await settled();
  };

  beforeEach(async () => {
    vi.stubGlobal('WebSocket', { OPEN: 1 });
    shown = '';
    session = new SerialSession(
      {
        clock: { now: () => 0, monotonic: () => 0 },
        timers: { after: () => ({ cancel: () => undefined }) },
        rng: { fraction: () => 0, bytes: (count) => new Uint8Array(count) },
        ticket: () => Promise.resolve({ path: '/console', protocol: 'p', ticket: 't' }),
        open: () => (socket = new Socket()) as unknown as WebSocket,
      },
      {
        write: (bytes, _, drawn) => {
          shown += new TextDecoder().decode(bytes);
          drawn();
        },
        note: (text) => (shown += `<${text}>`),
      },
    );
    session.markHere('started');
    await reopen();
  });
  afterEach(() => vi.unstubAllGlobals());

  it('is said between the history and what comes, however both are cut', () => {
    socket.says({ type: 'opened', firstOffset: 0, nextOffset: 7 });
    socket.writes(0, 'old');
    socket.writes(3, ' runnew');
    socket.writes(10, ' run');
    expect(shown).toBe('old run<started>new run');
  });

  it('is said at once where all was shown before, or nothing ever was', async () => {
    socket.says({ type: 'opened', firstOffset: 0, nextOffset: 0 });
    socket.writes(0, 'first');
    session.close();
    session.markHere('started');
    await reopen();
    socket.says({ type: 'opened', firstOffset: 0, nextOffset: 7 });
    socket.writes(5, 'second');
    expect(shown).toBe('<started>first<started>second');
  });

  it('is said once', async () => {
    socket.says({ type: 'opened', firstOffset: 0, nextOffset: 3 });
    socket.writes(0, 'old');
    await reopen();
    socket.says({ type: 'opened', firstOffset: 0, nextOffset: 3 });
    socket.writes(3, 'new');
    expect(shown).toBe('old<started>new');
  });
});
