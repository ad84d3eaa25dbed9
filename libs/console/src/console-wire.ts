/**
 * What goes over a console connection between controller and agent: frames, in both directions.
 *
 *     kind (1 byte) | payload's length (3 bytes, big-endian) | 6 bytes without a meaning | payload
 *
 * With those 6 the head has the length of a WebSocket message's longest head, which takes its place on the way to a viewer: nothing is copied.
 *
 * The controller sends one `open`, then `input`. The agent answers `opened` or `failed`, then sends `data` until `closed` or `failed`. Payloads
 * of `data` and `input` are bytes as the viewer gets and sends them; all others are JSON in UTF-8.
 */
import { RapidError } from '@rapidvm/kernel';
import { MAX_FRAME_BYTES } from './limits.ts';

export const HEAD_BYTES = 10;

export type ConsoleKind = 'serial' | 'screen';

/** The protocol's name in the TLS handshake (ALPN). A change that older peers do not understand gets a new one. */
export const CONSOLE_PROTOCOL = 'rapidvm-console/4';

/** For which consoles a socket may be asked for, by the protocol. All that are understood, the best one first. */
const LENDING: Readonly<Record<string, readonly ConsoleKind[]>> = {
  [CONSOLE_PROTOCOL]: ['screen', 'serial'],
  'rapidvm-console/3': ['screen'],
  'rapidvm-console/2': [],
};

/** All names that are understood, the best one first. */
export const CONSOLE_PROTOCOLS: readonly string[] = Object.keys(LENDING);

/** Whether who speaks this protocol understands that a socket is asked for. */
export function understandsLoans(protocol: string, kind: ConsoleKind): boolean {
  return LENDING[protocol]?.includes(kind) ?? false;
}

/** Serial data begins with the absolute offset of its first byte, big-endian. */
export const OFFSET_BYTES = 8;

const KINDS = ['open', 'input', 'opened', 'data', 'gap', 'closed', 'failed'] as const;

export type FrameKind = (typeof KINDS)[number];

export interface Frame {
  readonly kind: FrameKind;
  readonly payload: Uint8Array;
}

/** The payload of `open`. `fromOffset`: first serial byte wanted; absent: as far back as the history goes. */
export interface OpenRequest {
  readonly kind: ConsoleKind;
  readonly vmId: string;
  readonly readOnly: boolean;
  readonly fromOffset?: number | undefined;
  /** The controller would take a socket as a loan: the screen's own, or the agent's door for consoles, to ask there again. */
  readonly near?: NearController | undefined;
}

/** What a controller says of itself, so that an agent on the same machine can lend it a socket. */
export interface NearController {
  /** Of the running kernel: equal only on one machine, in all its containers. */
  readonly bootId: string;
  /** The name that the lent socket must have, made up by the controller for this one loan: {@link LOAN_NAME}. */
  readonly loan: string;
}

/** 128 random bits: nobody but the two can know of the socket before it is there, or be made to take another for it. */
export const LOAN_NAME = /^[0-9a-f]{32}$/;

/** The payload of `opened`, of a screen and where a loan was asked for. */
export interface MaybeLent {
  /** Where the socket is for as long as a loan can be taken; absent: bytes come on this connection. */
  readonly lent?: string | undefined;
}

/** The payload of `opened`, of a serial console that was not lent: the oldest byte that can still be had, and the one after the newest. */
export interface SerialOpened {
  readonly firstOffset: number;
  readonly nextOffset: number;
}

/** The payload of `gap`: bytes that are no longer kept; the viewer was too slow or came too late. */
export interface SerialGap {
  readonly fromOffset: number;
  readonly toOffset: number;
}

/** The payload of `closed`: why the console has come to its end. That of `failed` is an error record. */
export interface ConsoleClosed {
  readonly code: string;
  readonly message: string;
}

/** What `closed` says when QEMU has let go of the console. */
export const CONSOLE_ENDED: ConsoleClosed = { code: 'wrong-state', message: 'The VM has ended' };

export interface FrameHead {
  readonly kind: FrameKind;
  /** Bytes of the payload. */
  readonly length: number;
}

/** Writes the head of a frame into the first bytes of `target`. */
export function writeHead(target: Uint8Array, kind: FrameKind, length: number): void {
  target[0] = KINDS.indexOf(kind);
  target[1] = length >>> 16;
  target[2] = (length >>> 8) & 0xff;
  target[3] = length & 0xff;
}

/** The head that stands at `at`; null: not all of it is there yet. Throws `invalid-input` for bytes that are none. */
export function readHead(bytes: Uint8Array, at: number): FrameHead | null {
  const [number, high, middle, low] = bytes.subarray(at, at + HEAD_BYTES);
  if (number === undefined) return null;
  const kind = KINDS[number];
  if (kind === undefined) throw notAFrame(`kind ${number}`);
  if (high === undefined || middle === undefined || low === undefined) return null;
  const length = (high << 16) | (middle << 8) | low;
  if (length > MAX_FRAME_BYTES - HEAD_BYTES) throw notAFrame(`${length} bytes`);
  return { kind, length };
}

/** Writes the absolute offset of serial data into the first bytes of `target`. */
export function writeOffset(target: Uint8Array, offset: number): void {
  new DataView(target.buffer, target.byteOffset, OFFSET_BYTES).setBigUint64(0, BigInt(offset));
}

export function notAFrame(value: string): RapidError<'invalid-input'> {
  const rule = `must be a frame of ${CONSOLE_PROTOCOL} of at most ${MAX_FRAME_BYTES} bytes`;
  const details = { issues: [{ field: 'frame', value, rule }] };
  return new RapidError(
    'invalid-input',
    `What came is no frame: ${value}`,
    details,
    'Update controller and agent to the same version',
  );
}
