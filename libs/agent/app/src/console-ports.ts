/** What the network side needs of a VM's consoles. Adapter: `agent/consoles`. */
import type { NearController } from '@rapidvm/console';
import type { VmId } from '@rapidvm/kernel';

/** What a viewer is told besides what it gets. */
export interface ViewerEvents {
  /** The VM takes input again, after `write` returned false. */
  room(): void;
  /** Input could not be given to the VM. */
  failed(error: unknown): void;
}

/** What a viewer gets, or the news that bytes are no longer kept. Offsets count from the first byte the VM ever wrote. */
export type SerialChunk =
  | { readonly kind: 'data'; readonly offset: number; readonly length: number }
  | { readonly kind: 'gap'; readonly fromOffset: number; readonly toOffset: number };

/** One viewer of a serial console. */
export interface SerialViewer {
  readonly firstOffset: number;
  readonly nextOffset: number;
  /** Reads the next chunk into `space`, as soon as there is one; null: the viewer was closed, or the VM is gone. One caller at a time. */
  next(space: Uint8Array): Promise<SerialChunk | null>;
  /** Types into the console. False: enough for now, until `room`. Refuses with `not-permitted`. */
  write(keys: Uint8Array): boolean;
  close(): void;
}

/** Where a screen's bytes go. */
export interface ScreenOutput extends ViewerEvents {
  /** Where the VM's next bytes are read into; another place after each call of `filled`. */
  space(): Uint8Array;
  /** So many bytes stand there. False: nothing may be read until `again` is called. */
  filled(bytes: number, again: () => void): boolean;
  /** The VM has closed the connection, or the viewer was closed. */
  ended(): void;
}

/** One viewer of a screen: bytes of the RFB protocol both ways. */
export interface ScreenViewer {
  /** Begins to read. */
  start(): void;
  /** False: enough for now, until `room`. Refuses with `not-permitted`. */
  write(bytes: Uint8Array): boolean;
  close(): void;
}

/** A socket that a controller on the same machine uses itself. */
export interface Loan {
  /** Where the socket can be had for a moment, by who knows the name. */
  readonly path: string;
  /** The borrower has gone. May be called again. */
  close(): void;
}

export interface Loans {
  /** Null: the controller is on another machine, or the socket can't have another name. */
  lend(socket: string, to: NearController): Promise<Loan | null>;
}

export interface SerialOptions {
  /** Null: as far back as the history goes. */
  readonly fromOffset: number | null;
  readonly readOnly: boolean;
}

export interface Consoles {
  /** Refuses with `not-found`, `wrong-state`, `console-unavailable`, `limit-exceeded`. */
  openSerial(vmId: VmId, options: SerialOptions, events: ViewerEvents): Promise<SerialViewer>;
  openScreen(vmId: VmId, options: { readonly readOnly: boolean }, output: ScreenOutput): Promise<ScreenViewer>;
  /** Null: it can't be lent to this controller, and is to be opened. Refuses as `openScreen` does. */
  lendScreen(vmId: VmId, to: NearController): Promise<Loan | null>;
}
