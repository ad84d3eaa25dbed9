/**
 * A phone's keyboard tells no keys: it changes the text of a field, words at a time where it guesses and corrects. The keys are what leads
 * from the text before to the text after.
 */
export interface SoftKey {
  /** As X11 and RFB number keys. */
  readonly keysym: number;
  /** Shift is held with it: QEMU presses a key of a US keyboard, and no more than it is told to. */
  readonly shifted: boolean;
}

const BACKSPACE = 0xff08;
const RETURN = 0xff0d;
const TAB = 0xff09;
export const SHIFT = 0xffe1;
/** Above Latin-1 a keysym is the code point with this bit. */
const UNICODE = 0x0100_0000;
const SHIFTED = /^[A-Z~!@#$%^&*()_+{}|:"<>?]$/;

/** What stands in the field before anything is typed: with nothing in it, nothing could be deleted. */
export const SOFT_FILL = ' '.repeat(64);

/** Characters in the field at which it is emptied, that comparing stays cheap. */
export const SOFT_MAX_CHARS = 512;

/** The keys that make `after` of `before`, first to last. */
export function softKeys(before: string, after: string): readonly SoftKey[] {
  const [old, next] = [[...before], [...after]];
  const parted = old.findIndex((char, at) => char !== next[at]);
  const common = parted < 0 ? old.length : parted;
  const backspace: SoftKey = { keysym: BACKSPACE, shifted: false };
  return [...old.slice(common).map(() => backspace), ...next.slice(common).map(keyOf)];
}

function keyOf(char: string): SoftKey {
  return { keysym: keysymOf(char), shifted: SHIFTED.test(char) };
}

function keysymOf(char: string): number {
  if (char === '\n') return RETURN;
  if (char === '\t') return TAB;
  const code = char.codePointAt(0) ?? 0;
  return code <= 0xff ? code : UNICODE | code;
}
