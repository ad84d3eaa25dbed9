/**
 * What a terminal says by itself when a guest asks it something, as xterm.js 6 puts it: what am I (DA), how are you, where is the cursor (DSR), is this
 * mode on (DECRQM), how do you draw (DECRQSS), which colour is this (OSC 4, 10–12), how large are you, and has somebody come or gone (focus).
 * Each comes as one piece of data of its own. No key makes any of them, but for F3 with Shift, Alt or Ctrl, whose code a cursor's place on line 1 has too.
 */
const ANSWERS: readonly RegExp[] = [
  /^\x1b\[[?>]?[\d;]*c$/,
  /^\x1b\[\??\d+n$/,
  /^\x1b\[\??\d+;\d+R$/,
  /^\x1b\[\??\d+;\d+\$y$/,
  /^\x1bP[01]\$r.*\x1b\\$/s,
  /^\x1b\](?:4;\d+|1[0-2]);.*(?:\x1b\\|\x07)$/s,
  /^\x1b\[\d+;\d+;\d+t$/,
  /^\x1b\[[IO]$/,
];

/** Whether the terminal said this, and not the person before it. */
export function isAnswer(text: string): boolean {
  return ANSWERS.some((answer) => answer.test(text));
}
