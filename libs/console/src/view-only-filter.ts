/**
 * Lets a viewer look and not touch: passes what an RFB client (RFC 6143 §7.5) must send to get pictures, drops keys, pointer and clipboard.
 * A byte stream goes in as it comes, cut anywhere; whole messages come out. What is not known is refused, because its length is not either.
 */
import { RapidError } from '@rapidvm/kernel';

/** Bytes that may be needed to tell how long a message is, and of the largest message that passes (1,024 encodings). */
const MAX_MESSAGE_BYTES = 4100;

interface Message {
  /** Bytes in all, as far as the head tells; null: more of the head is needed. */
  readonly length: number | null;
  readonly pass: boolean;
}

const PROTOCOL_VERSION_BYTES = 12;

/** The versions with the handshake below. In older ones the client chooses no security type: one byte out of step, keys would pass. */
const VERSIONS: readonly string[] = ['RFB 003.007\n', 'RFB 003.008\n'];

/** What a client says first, without type bytes: its version, the security type it chose (none), and whether to share. */
const HANDSHAKE_BYTES: readonly number[] = [PROTOCOL_VERSION_BYTES, 1, 1];

export class ViewOnlyFilter {
  #handshake = 0;
  #held = new Uint8Array(0);
  /** Bytes of a dropped message that are still to come. */
  #toDrop = 0;

  /** What of the stream so far may go on. Throws `not-permitted` for messages that it does not know. */
  pass(bytes: Uint8Array): Uint8Array {
    const passed: Uint8Array[] = [];
    let rest = this.#drop(joined([this.#held, bytes]));
    for (;;) {
      const message = this.#next(rest);
      if (message.length === null || (message.pass && rest.length < message.length)) break;
      if (message.pass) passed.push(rest.subarray(0, message.length));
      this.#toDrop = message.pass ? 0 : message.length;
      rest = message.pass ? rest.subarray(message.length) : this.#drop(rest);
    }
    this.#held = rest.slice();
    return joined(passed);
  }

  #drop(bytes: Uint8Array): Uint8Array {
    const dropped = Math.min(this.#toDrop, bytes.length);
    this.#toDrop -= dropped;
    return bytes.subarray(dropped);
  }

  #next(rest: Uint8Array): Message {
    const handshake = HANDSHAKE_BYTES[this.#handshake];
    if (handshake === undefined) return clientMessage(rest);
    if (rest.length < handshake) return { length: null, pass: true };
    if (this.#handshake === 0) refuseOtherVersions(rest.subarray(0, handshake));
    this.#handshake += 1;
    return { length: handshake, pass: true };
  }
}

function refuseOtherVersions(line: Uint8Array): void {
  if (!VERSIONS.includes(String.fromCharCode(...line))) throw notPermitted('a protocol version other than 3.7 and 3.8');
}

const need = (rest: Uint8Array, head: number, pass: boolean, length: (view: DataView) => number): Message => {
  if (rest.length < head) return { length: null, pass };
  const total = length(new DataView(rest.buffer, rest.byteOffset, head));
  if (pass && total > MAX_MESSAGE_BYTES) throw notPermitted(`a message of ${total} bytes`);
  return { length: total, pass };
};

function clientMessage(rest: Uint8Array): Message {
  switch (rest[0]) {
    case undefined:
      return { length: null, pass: true };
    case 0: // SetPixelFormat
      return { length: 20, pass: true };
    case 2: // SetEncodings: a count of 4-byte numbers
      return need(rest, 4, true, (view) => 4 + 4 * view.getUint16(2));
    case 3: // FramebufferUpdateRequest
      return { length: 10, pass: true };
    case 4: // KeyEvent
      return { length: 8, pass: false };
    case 5: // PointerEvent
      return { length: 6, pass: false };
    case 6: // ClientCutText: a negative length means the extended form
      return need(rest, 8, false, (view) => 8 + Math.abs(view.getInt32(4)));
    case 150: // EnableContinuousUpdates
      return { length: 10, pass: true };
    case 248: // ClientFence
      return need(rest, 9, true, (view) => 9 + view.getUint8(8));
    case 250: // xvp: shut down, reboot, reset
      return { length: 4, pass: false };
    case 251: // SetDesktopSize
      return need(rest, 8, false, (view) => 8 + 16 * view.getUint8(6));
    case 255: // QEMU: only its extended key event
      return need(rest, 2, false, (view) => qemuMessageBytes(view.getUint8(1)));
    default:
      throw notPermitted(`a message of type ${rest[0]}`);
  }
}

function qemuMessageBytes(subtype: number): number {
  if (subtype === 0) return 12;
  throw notPermitted(`a QEMU message of type ${subtype}`);
}

function notPermitted(has: string): RapidError<'not-permitted'> {
  const details = { operation: 'control the screen', needs: 'a console opened for control', has };
  return new RapidError('not-permitted', 'This console is read-only', details, 'Open the console again for control');
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
