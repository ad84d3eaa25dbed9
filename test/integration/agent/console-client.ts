/** Console streams as a controller opens them, collected for a test to look at. */
import type { ServiceError } from '@grpc/grpc-js';
import type { agentV1 } from '@rapidvm/contracts';
import { eventually } from '@rapidvm/testing';
import type { LabClient } from './agent-lab.ts';

const WAIT_MS = 30_000;

export class SerialReader {
  readonly stream;
  first = -1;
  /** Offset of the next byte expected. */
  next = -1;
  text = '';
  readonly gaps: agentV1.SerialGap__Output[] = [];
  closed: agentV1.ConsoleClosed__Output | null = null;
  error: ServiceError | null = null;

  constructor(client: LabClient, vmId: string | undefined, fromOffset?: number, readOnly = false) {
    this.stream = client.raw.serialConsole();
    this.stream.on('data', (output: agentV1.SerialOutput__Output) => this.#take(output));
    this.stream.on('error', (error: ServiceError) => {
      this.error = error;
    });
    this.stream.write({
      open: { ...(vmId !== undefined && { vmId }), readOnly, ...(fromOffset !== undefined && { fromOffset }) },
    });
  }

  /** Waits until this many bytes have come in all. */
  async bytes(count: number): Promise<string> {
    return eventually(() => {
      if (this.error !== null) throw this.error;
      return this.text.length >= count ? this.text : undefined;
    }, WAIT_MS);
  }

  failure(): Promise<ServiceError> {
    return eventually(() => this.error, WAIT_MS);
  }

  end(): void {
    this.stream.cancel();
  }

  #take(output: agentV1.SerialOutput__Output): void {
    if (output.opened) this.first = output.opened.firstOffset;
    if (output.gap) this.gaps.push(output.gap);
    if (output.closed) this.closed = output.closed;
    if (!output.data) return;
    if (this.next !== -1 && output.data.offset !== this.next) throw new Error(`expected ${this.next}, got ${output.data.offset}`);
    this.next = output.data.offset + output.data.bytes.length;
    this.text += output.data.bytes.toString('latin1');
  }
}

export class ScreenReader {
  readonly stream;
  bytes = Buffer.alloc(0);
  closed: agentV1.ConsoleClosed__Output | null = null;
  error: ServiceError | null = null;

  constructor(client: LabClient, vmId: string | undefined, readOnly = false) {
    this.stream = client.raw.screenConsole();
    this.stream.on('data', (output: agentV1.ScreenOutput__Output) => {
      if (output.bytes) this.bytes = Buffer.concat([this.bytes, output.bytes]);
      if (output.closed) this.closed = output.closed;
    });
    this.stream.on('error', (error: ServiceError) => {
      this.error = error;
    });
    this.stream.write({ open: { ...(vmId !== undefined && { vmId }), readOnly } });
  }

  async atLeast(count: number): Promise<Buffer> {
    return eventually(() => {
      if (this.error !== null) throw this.error;
      return this.bytes.length >= count ? this.bytes : undefined;
    }, WAIT_MS);
  }

  send(...bytes: readonly number[]): void {
    this.stream.write({ bytes: Buffer.from(bytes) });
  }

  failure(): Promise<ServiceError> {
    return eventually(() => this.error, WAIT_MS);
  }

  end(): void {
    this.stream.cancel();
  }
}
