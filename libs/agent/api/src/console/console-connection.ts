/** One console connection: a request that opens, then bytes both ways at the speed of the slower side. */
import type { Duplex } from 'node:stream';
import type { Consoles, Loan, SerialViewer, ViewerEvents } from '@rapidvm/agent-app';
import type { Frame } from '@rapidvm/console';
import { CONSOLE_ENDED, FrameSplitter, MAX_INPUT_BYTES, MAX_OPEN_BYTES, OFFSET_BYTES, writeOffset } from '@rapidvm/console';
import type { Timer, Timers } from '@rapidvm/kernel';
import { RapidError, invalidInput } from '@rapidvm/kernel';
import type { z } from 'zod';
import { OPEN_REQUEST_MS } from '../limits.ts';
import { parseRequest } from '../parse-request.ts';
import { openRequest } from '../request-schemas.ts';
import { ConsoleOutput } from './console-output.ts';
import type { NearDoor } from './near-door.ts';

type Viewer = Pick<SerialViewer, 'write' | 'close'>;
type OpenRequest = z.infer<typeof openRequest>;

export interface ConsoleWorld {
  readonly consoles: Consoles;
  /** Null: every console comes over the network. */
  readonly near: Pick<NearDoor, 'lend'> | null;
  readonly timers: Timers;
}

export class ConsoleConnection {
  readonly #world: ConsoleWorld;
  readonly #socket: Duplex;
  readonly #output: ConsoleOutput;
  readonly #input = new FrameSplitter({ open: MAX_OPEN_BYTES, input: MAX_INPUT_BYTES });
  readonly #late: Timer;
  #asked = false;
  #viewer: Viewer | null = null;

  /** `socket`: of a peer that is allowed to open consoles. */
  constructor(world: ConsoleWorld, socket: Duplex) {
    this.#world = world;
    this.#socket = socket;
    this.#output = new ConsoleOutput(socket, world.timers);
    this.#late = world.timers.after(OPEN_REQUEST_MS, () => this.#fail(tooLate()));
    socket.on('data', (bytes: Buffer) => this.#take(bytes));
    socket.once('close', () => this.#leave());
  }

  #take(bytes: Buffer): void {
    if (this.#output.over) return;
    try {
      for (const frame of this.#input.take(bytes)) this.#handle(frame);
    } catch (error) {
      this.#fail(error);
    }
  }

  #handle({ kind, payload }: Frame): void {
    if (kind === 'open') {
      if (this.#asked) throw outOfOrder(kind, 'only the first frame may be open');
      this.#asked = true;
      this.#late.cancel();
      this.#open(parseRequest(openRequest, parseJson(payload))).catch((error: unknown) => this.#fail(error));
      return;
    }
    if (this.#viewer === null) throw outOfOrder(kind, 'the console must have been opened before');
    if (!this.#viewer.write(payload)) this.#socket.pause();
  }

  async #open(request: OpenRequest): Promise<void> {
    switch (request.kind) {
      case 'serial':
        return this.#openSerial(request);
      case 'screen':
        return this.#openScreen(request);
    }
  }

  async #openSerial({ vmId, fromOffset, readOnly, near }: Extract<OpenRequest, { kind: 'serial' }>): Promise<void> {
    if (near !== undefined && this.#lend((await this.#world.near?.lend(near)) ?? null)) return;
    const options = { fromOffset: fromOffset ?? null, readOnly };
    const viewer = await this.#world.consoles.openSerial(vmId, options, this.#events());
    if (!this.#admit(viewer)) return;
    this.#output.note('opened', { firstOffset: viewer.firstOffset, nextOffset: viewer.nextOffset });
    await this.#showSerial(viewer);
  }

  async #showSerial(viewer: SerialViewer): Promise<void> {
    const next = () => viewer.next(this.#output.space.subarray(OFFSET_BYTES));
    for (let chunk = await next(); chunk !== null; chunk = await next()) {
      if (chunk.kind === 'gap') {
        this.#output.note('gap', { fromOffset: chunk.fromOffset, toOffset: chunk.toOffset });
      } else {
        writeOffset(this.#output.space, chunk.offset);
        const { promise, resolve } = Promise.withResolvers<void>();
        if (!this.#output.data(OFFSET_BYTES + chunk.length, resolve)) await promise;
      }
    }
    this.#end();
  }

  async #openScreen({ vmId, readOnly, near }: Extract<OpenRequest, { kind: 'screen' }>): Promise<void> {
    // Who may only look is watched here: what is typed must come this way.
    if (near !== undefined && !readOnly && this.#lend(await this.#world.consoles.lendScreen(vmId, near))) return;
    const output = {
      ...this.#events(),
      space: () => this.#output.space,
      filled: (bytes: number, again: () => void) => this.#output.data(bytes, again),
      ended: () => this.#end(),
    };
    const viewer = await this.#world.consoles.openScreen(vmId, { readOnly }, output);
    if (!this.#admit(viewer)) return;
    this.#output.note('opened', {});
    viewer.start();
  }

  /** The loan lasts as long as this connection. */
  #lend(loan: Loan | null): boolean {
    if (loan === null) return false;
    const write = (): never => {
      throw outOfOrder('input', 'what is lent is typed into at its socket');
    };
    if (this.#admit({ write, close: () => loan.close() })) this.#output.note('opened', { lent: loan.path });
    return true;
  }

  #events(): ViewerEvents {
    return { room: () => void this.#socket.resume(), failed: (error) => this.#fail(error) };
  }

  /** The peer may have gone while the console was being opened. */
  #admit(viewer: Viewer): boolean {
    if (this.#output.over) viewer.close();
    else this.#viewer = viewer;
    return this.#viewer !== null;
  }

  #end(): void {
    this.#output.end('closed', CONSOLE_ENDED);
    this.#leave();
  }

  #fail(error: unknown): void {
    this.#output.fail(error);
    this.#leave();
  }

  #leave(): void {
    this.#late.cancel();
    this.#viewer?.close();
  }
}

/** Undefined for what is no JSON: the check of the request refuses it. */
function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString());
  } catch {
    return undefined;
  }
}

function outOfOrder(kind: string, rule: string): RapidError {
  return invalidInput([{ field: 'frame', value: kind, rule }]);
}

function tooLate(): RapidError {
  const details = { what: 'a request to open a console', afterMs: OPEN_REQUEST_MS };
  return new RapidError('timed-out', 'No console was asked for in time', details, 'Connect again, and ask at once');
}
