/** Consoles as a controller opens them, collected for a test to look at. */
import type { ConsoleClosed, FrameKind, OpenRequest, SerialGap, SerialOpened } from '@rapidvm/console';
import { OFFSET_BYTES } from '@rapidvm/console';
import type { ErrorRecord } from '@rapidvm/kernel';
import { toErrorRecord } from '@rapidvm/kernel';
import { eventually } from '@rapidvm/testing';
import type { ConsoleCaller } from '../../../libs/agent/api/test/console-caller.ts';
import type { LabClient } from './agent-lab.ts';

const WAIT_MS = 60_000;

/** What both kinds have: how they open and how they end. */
class ConsoleReader {
  readonly caller: ConsoleCaller;
  closed: ConsoleClosed | null = null;
  /** The agent's refusal, or that the connection was lost. */
  error: ErrorRecord | null = null;

  constructor(client: LabClient, request: OpenRequest, take: (kind: FrameKind, payload: Buffer) => void) {
    this.caller = client.console();
    this.caller.open(request);
    this.caller.onFrame((kind, payload) => {
      if (kind === 'closed') this.closed = JSON.parse(payload.toString()) as ConsoleClosed;
      else take(kind, payload);
    });
    this.caller.refusal().then(
      (record) => (this.error = record),
      (lost: unknown) => (this.error ??= toErrorRecord(lost)),
    );
  }

  /** Waits for what `look` finds. */
  async until<T>(look: () => T | undefined): Promise<T> {
    return eventually(() => {
      const found = look();
      if (found === undefined && this.error !== null) throw new Error(this.error.message);
      return found;
    }, WAIT_MS);
  }

  failure(): Promise<ErrorRecord> {
    return eventually(() => this.error, WAIT_MS);
  }

  end(): void {
    this.caller.close();
  }
}

export class SerialReader {
  readonly console: ConsoleReader;
  first = -1;
  /** Offset of the next byte expected. */
  next = -1;
  text = '';
  readonly gaps: SerialGap[] = [];

  constructor(client: LabClient, vmId: string, fromOffset?: number, readOnly = false) {
    const request = { kind: 'serial', vmId, fromOffset, readOnly } as const;
    this.console = new ConsoleReader(client, request, (kind, payload) => this.#take(kind, payload));
  }

  /** Waits until this many bytes have come in all. */
  bytes(count: number): Promise<string> {
    return this.console.until(() => (this.text.length >= count ? this.text : undefined));
  }

  type(keys: string): void {
    this.console.caller.input(Buffer.from(keys));
  }

  #take(kind: FrameKind, payload: Buffer): void {
    if (kind === 'opened') this.first = (JSON.parse(payload.toString()) as SerialOpened).firstOffset;
    if (kind === 'gap') this.gaps.push(JSON.parse(payload.toString()) as SerialGap);
    if (kind !== 'data') return;
    const offset = Number(payload.readBigUInt64BE());
    if (this.next !== -1 && offset !== this.next) throw new Error(`expected ${this.next}, got ${offset}`);
    this.next = offset + payload.length - OFFSET_BYTES;
    this.text += payload.toString('latin1', OFFSET_BYTES);
  }
}

export class ScreenReader {
  readonly console: ConsoleReader;
  bytes = Buffer.alloc(0);

  constructor(client: LabClient, vmId: string, readOnly = false) {
    this.console = new ConsoleReader(client, { kind: 'screen', vmId, readOnly }, (kind, payload) => {
      if (kind === 'data') this.bytes = Buffer.concat([this.bytes, payload]);
    });
  }

  atLeast(count: number): Promise<Buffer> {
    return this.console.until(() => (this.bytes.length >= count ? this.bytes : undefined));
  }

  send(...bytes: readonly number[]): void {
    this.console.caller.input(Buffer.from(bytes));
  }
}
