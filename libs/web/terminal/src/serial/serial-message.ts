/** What the server sends on a serial console: output with its absolute offset, and notes about it. */
export type SerialMessage =
  | { readonly type: 'data'; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly type: 'opened'; readonly firstOffset: number; readonly nextOffset: number }
  | { readonly type: 'gap'; readonly from: number; readonly to: number }
  | { readonly type: 'closed'; readonly code: string; readonly message: string };

const HEADER_BYTES = 8;

/** Binary messages: 8 bytes big-endian offset of the first byte, then output. Text messages: JSON. Null: not a message of this protocol. */
export function parseSerialMessage(data: unknown): SerialMessage | null {
  if (data instanceof ArrayBuffer) return parseOutput(data);
  return typeof data === 'string' ? parseNote(data) : null;
}

function parseOutput(data: ArrayBuffer): SerialMessage | null {
  if (data.byteLength < HEADER_BYTES) return null;
  const offset = Number(new DataView(data).getBigUint64(0));
  return Number.isSafeInteger(offset) ? { type: 'data', offset, bytes: new Uint8Array(data, HEADER_BYTES) } : null;
}

function parseNote(text: string): SerialMessage | null {
  const note = parseJson(text);
  const number = (name: string): number => Number(note[name]);
  switch (note['type']) {
    case 'opened':
      return { type: 'opened', firstOffset: number('firstOffset'), nextOffset: number('nextOffset') };
    case 'gap':
      return { type: 'gap', from: number('from'), to: number('to') };
    case 'closed':
      return { type: 'closed', code: String(note['code']), message: String(note['message']) };
    default:
      return null;
  }
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Not JSON: not a note.
    return {};
  }
}
