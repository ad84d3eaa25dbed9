/** Questions to a person: on standard error, so that standard output stays clean. */
import { createInterface } from 'node:readline/promises';
import { interrupted, usageError } from '../cli-error.ts';
import type { Terminal } from './terminal.ts';
import { isInteractive } from './terminal.ts';

const CTRL_C = '\x03';
const CTRL_D = '\x04';
const BACKSPACE = ['\x7f', '\b'];
const MAX_SECRET_CHARS = 1024;

/** Reads one line that is not shown while it is typed. Refuses (exit 2) when there is no terminal; `instead` says how to give it then. */
export async function askSecret(terminal: Terminal, question: string, instead: string): Promise<string> {
  if (!isInteractive(terminal)) throw usageError(`${question} is needed, and there is no terminal to ask on`, instead);
  const { stdin, stderr } = terminal;
  stderr.write(`${question}: `);
  stdin.setRawMode?.(true);
  try {
    return await readHiddenLine(terminal);
  } finally {
    stdin.setRawMode?.(false);
    stdin.pause();
    stderr.write('\n');
  }
}

function readHiddenLine({ stdin }: Terminal): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (settle: () => void): void => {
      stdin.off('data', onData);
      settle();
    };
    const onData = (chunk: Buffer | string): void => {
      for (const character of chunk.toString()) {
        if (character === '\r' || character === '\n') return end(() => resolve(typed));
        if (character === CTRL_C || character === CTRL_D) return end(() => reject(interrupted()));
        if (BACKSPACE.includes(character)) typed = [...typed].slice(0, -1).join('');
        else if (typed.length < MAX_SECRET_CHARS) typed += character;
      }
    };
    stdin.on('data', onData);
    stdin.resume();
  });
}

/** Reads one line. Refuses (exit 2) when there is no terminal. */
export async function askLine(terminal: Terminal, question: string, instead: string): Promise<string> {
  if (!isInteractive(terminal)) throw usageError(`${question} is needed, and there is no terminal to ask on`, instead);
  const lines = createInterface({ input: terminal.stdin, output: terminal.stderr });
  try {
    return (await lines.question(`${question}: `, { signal: terminal.signal })).trim();
  } catch {
    // Ctrl-C, Ctrl-D and the signal all mean: no answer.
    throw interrupted();
  } finally {
    lines.close();
  }
}

/** Whether a person says yes. Anything but "y" or "yes" is no. */
export async function askYes(terminal: Terminal, question: string, instead: string): Promise<boolean> {
  return /^y(es)?$/i.test(await askLine(terminal, `${question} [y/N]`, instead));
}
