import { Terminal } from '@xterm/xterm';
import { describe, expect, it } from 'vitest';
import { isAnswer } from './terminal-answers.ts';

/** What the real xterm.js says by itself to what a guest wrote. Colours it only knows on a page: those are tested in a browser. */
function saidTo(written: string): Promise<readonly string[]> {
  const said: string[] = [];
  const terminal = new Terminal({ windowOptions: { getWinSizeChars: true } });
  terminal.onData((text) => said.push(text));
  return new Promise((resolve) => {
    terminal.write(written, () => {
      terminal.dispose();
      resolve(said);
    });
  });
}

describe('what the terminal says by itself', () => {
  it.each([
    ['what are you', '\x1b[c'],
    ['and your version', '\x1b[>c'],
    ['how are you', '\x1b[5n'],
    ['where is the cursor', '\x1b[24;80H\x1b[6n'],
    ['where is the cursor, as a VT says it', '\x1b[?6n'],
    ['is insert mode on', '\x1b[4$p'],
    ['is the cursor shown', '\x1b[?25$p'],
    ['how do you draw', '\x1bP$qm\x1b\\'],
    ['what you can not know', '\x1bP$qz\x1b\\'],
    ['tell when somebody comes', '\x1b[?1004h'],
    ['how large are you', '\x1b[18t'],
  ])('is known as an answer: %s', async (_, question) => {
    const said = await saidTo(question);
    expect(said).toHaveLength(1);
    expect(said.every(isAnswer)).toBe(true);
  });

  it.each(['\x1b]4;1;rgb:cccc/0000/0000\x1b\\', '\x1b]10;rgb:ffff/ffff/ffff\x1b\\', '\x1b]11;rgb:0f0f/1414/1919\x1b\\'])(
    'is known as an answer: the colour %j',
    (text) => expect(isAnswer(text)).toBe(true),
  );

  it('is nothing that a key or a paste makes', () => {
    const keys = [
      'a',
      'c',
      '\r',
      '\x03',
      '\x1b',
      '\x1b[A',
      '\x1bOP',
      '\x1bOR',
      '\x1b[3~',
      '\x1b[1;5C',
      '\x1b[Z',
      '\x1bc',
      '\x1b[<0;3;4M',
    ];
    const pastes = ['\x1b[200~\x1b[c\x1b[201~', 'echo \x1b[0n', '1;2c', 'a\nb'];
    expect([...keys, ...pastes].filter(isAnswer)).toEqual([]);
  });
});
