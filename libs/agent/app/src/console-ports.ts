/** What the gRPC side needs of a VM's consoles. Adapter: `agent/consoles`. */
import type { VmId } from '@rapidvm/kernel';

/** Bytes a viewer gets, or the news that some are no longer kept. Offsets count from the first byte the VM ever wrote. */
export type SerialChunk =
  | { readonly kind: 'data'; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly kind: 'gap'; readonly fromOffset: number; readonly toOffset: number };

/** One viewer of a serial console. */
export interface SerialViewer {
  readonly firstOffset: number;
  readonly nextOffset: number;
  /** The next chunk, as soon as there is one; null: the viewer was closed, or the VM is gone. One caller at a time. */
  next(): Promise<SerialChunk | null>;
  /** Types into the console; resolves when the VM's side has taken them. Refuses with `not-permitted`, `console-unavailable`. */
  type(keys: Uint8Array): Promise<void>;
  close(): void;
}

/** One viewer of a screen: bytes of the RFB protocol both ways. */
export interface ScreenViewer {
  /** The next bytes of the VM; null: it has closed the connection. */
  next(): Promise<Uint8Array | null>;
  /** Resolves when the VM's side has room again. */
  send(bytes: Uint8Array): Promise<void>;
  close(): void;
}

export interface Consoles {
  /** `fromOffset` null: as far back as the history goes. Refuses with `not-found`, `wrong-state`, `console-unavailable`, `limit-exceeded`. */
  openSerial(vmId: VmId, fromOffset: number | null, readOnly: boolean): Promise<SerialViewer>;
  openScreen(vmId: VmId, readOnly: boolean): Promise<ScreenViewer>;
}
