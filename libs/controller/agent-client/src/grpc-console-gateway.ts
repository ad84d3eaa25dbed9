/**
 * Consoles over gRPC streams. Pull-based: a message is read off the network when the viewer asks for it, and typing resolves when the network
 * has taken it, so that a slow side slows the other and nothing piles up here.
 */
import type { ClientDuplexStream } from '@grpc/grpc-js';
import type { ConsoleGateway, ScreenSession, SerialFrame, SerialSession } from '@rapidvm/controller-app';
import type { agentV1 } from '@rapidvm/contracts';
import type { Clock, HostId, Timers, VmId } from '@rapidvm/kernel';
import { RapidError, toTimestamp } from '@rapidvm/kernel';
import type { AgentDirectory } from './agent-directory.ts';
import { timedOut, toRapidError } from './agent-errors.ts';
import { COMMAND_MS, INPUT_CHUNK_BYTES, MAX_CONSOLES } from './limits.ts';

interface Options {
  readonly clock: Clock;
  readonly timers: Timers;
}

export class GrpcConsoleGateway implements ConsoleGateway {
  readonly #directory: AgentDirectory;
  readonly #options: Options;
  readonly #open = new Set<object>();

  constructor(directory: AgentDirectory, options: Options) {
    this.#directory = directory;
    this.#options = options;
  }

  async openSerial(
    host: HostId,
    vmId: VmId,
    options: { readonly fromOffset?: number; readonly readOnly: boolean },
  ): Promise<SerialSession> {
    const link = this.#directory.link(host);
    const call = await this.#begin(host, (client) => client.serialConsole());
    const stream = new ConsoleStream<agentV1.SerialInput, agentV1.SerialOutput__Output>(call, link.host.name, this.#options, () =>
      this.#open.delete(call),
    );
    const first = await stream.open({ open: { vmId, ...options } });
    return {
      frames: serialFrames(first, stream),
      write: (keys) => stream.write(keys, (chunk) => ({ keys: chunk })),
      close: () => stream.close(),
    };
  }

  async openScreen(host: HostId, vmId: VmId, { readOnly }: { readonly readOnly: boolean }): Promise<ScreenSession> {
    const link = this.#directory.link(host);
    const call = await this.#begin(host, (client) => client.screenConsole());
    const stream = new ConsoleStream<agentV1.ScreenInput, agentV1.ScreenOutput__Output>(call, link.host.name, this.#options, () =>
      this.#open.delete(call),
    );
    const first = await stream.open({ open: { vmId, readOnly } });
    return {
      bytes: screenBytes(first, stream),
      write: (bytes) => stream.write(bytes, (chunk) => ({ bytes: chunk })),
      close: () => stream.close(),
    };
  }

  get size(): number {
    return this.#open.size;
  }

  async #begin<C extends object>(host: HostId, start: (client: agentV1.AgentClient) => C): Promise<C> {
    if (this.#open.size >= MAX_CONSOLES) {
      const details = { limit: 'open consoles', max: MAX_CONSOLES, unit: 'consoles' };
      throw new RapidError('limit-exceeded', 'Too many consoles are open', details, 'Close one first');
    }
    const call = start(await this.#directory.link(host).connected());
    this.#open.add(call);
    return call;
  }
}

class ConsoleStream<I, O> {
  readonly #call: ClientDuplexStream<I, O>;
  readonly #messages: AsyncIterator<O>;
  readonly #host: string;
  readonly #options: Options;
  readonly #onClosed: () => void;
  #closed = false;

  constructor(call: ClientDuplexStream<I, O>, host: string, options: Options, onClosed: () => void) {
    this.#call = call;
    this.#host = host;
    this.#options = options;
    this.#onClosed = onClosed;
    const source: AsyncIterable<O> = call;
    this.#messages = source[Symbol.asyncIterator]();
    // The reader is told of it through the iterator, which may not be reading just now.
    call.on('error', () => this.#end());
    call.on('end', () => this.#end());
  }

  /** The first answer. Refuses as the agent does: nothing is open then. */
  async open(request: I): Promise<O> {
    const late = Promise.withResolvers<never>();
    const timer = this.#options.timers.after(COMMAND_MS.console, () =>
      late.reject(timedOut({ host: this.#host, what: 'opening a console' }, COMMAND_MS.console)),
    );
    try {
      this.#call.write(request);
      const first = await Promise.race([this.next(), late.promise]);
      if (first === undefined) throw ended(this.#host);
      return first;
    } catch (error) {
      this.close();
      throw error;
    } finally {
      timer.cancel();
    }
  }

  /** The next message, as soon as there is one; undefined: the stream has ended. */
  async next(): Promise<O | undefined> {
    try {
      const next = await this.#messages.next();
      return next.done === true ? undefined : next.value;
    } catch (error) {
      if (this.#closed) return undefined;
      throw toRapidError(error, { host: this.#host, what: 'a console' }, toTimestamp(this.#options.clock.now()));
    }
  }

  async write(bytes: Uint8Array, wrap: (chunk: Buffer) => I): Promise<void> {
    for (let at = 0; at < bytes.length; at += INPUT_CHUNK_BYTES) {
      const chunk = Buffer.from(bytes.subarray(at, at + INPUT_CHUNK_BYTES));
      await this.#send(wrap(chunk));
    }
  }

  close(): void {
    this.#closed = true;
    this.#end();
    this.#call.cancel();
  }

  async #send(message: I): Promise<void> {
    if (this.#closed || this.#call.writableEnded || this.#call.destroyed) throw ended(this.#host);
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    this.#call.write(message, (error?: Error | null) => (error ? reject(ended(this.#host)) : resolve(undefined)));
    // A call that ends with a message in hand never says so to the message.
    const over = (): void => reject(ended(this.#host));
    this.#call.once('close', over);
    await promise.finally(() => this.#call.off('close', over));
  }

  #end(): void {
    this.#onClosed();
  }
}

const NOTHING = { offset: 0, nextOffset: 0, bytes: new Uint8Array(), code: '', message: '' } as const;

async function* serialFrames(
  first: agentV1.SerialOutput__Output,
  stream: ConsoleStream<agentV1.SerialInput, agentV1.SerialOutput__Output>,
): AsyncGenerator<SerialFrame> {
  try {
    for (let output: agentV1.SerialOutput__Output | undefined = first; output !== undefined; output = await stream.next()) {
      const frame = toFrame(output);
      if (frame !== null) yield frame;
      if (frame?.kind === 'closed') return;
    }
  } finally {
    stream.close();
  }
}

function toFrame({ opened, data, gap, closed }: agentV1.SerialOutput__Output): SerialFrame | null {
  if (opened) return { ...NOTHING, kind: 'opened', offset: opened.firstOffset, nextOffset: opened.nextOffset };
  if (data)
    return { ...NOTHING, kind: 'data', offset: data.offset, nextOffset: data.offset + data.bytes.length, bytes: data.bytes };
  if (gap) return { ...NOTHING, kind: 'gap', offset: gap.fromOffset, nextOffset: gap.toOffset };
  if (closed) return { ...NOTHING, kind: 'closed', code: closed.code, message: closed.message };
  return null;
}

async function* screenBytes(
  first: agentV1.ScreenOutput__Output,
  stream: ConsoleStream<agentV1.ScreenInput, agentV1.ScreenOutput__Output>,
): AsyncGenerator<Uint8Array> {
  try {
    for (let output: agentV1.ScreenOutput__Output | undefined = first; output !== undefined; output = await stream.next()) {
      if (output.closed) return;
      if (output.bytes && output.bytes.length > 0) yield output.bytes;
    }
  } finally {
    stream.close();
  }
}

function ended(host: string): RapidError<'unavailable'> {
  return new RapidError(
    'unavailable',
    'The console has ended',
    { what: `a console on ${host}`, cause: 'its stream has ended' },
    'Open it again',
  );
}
