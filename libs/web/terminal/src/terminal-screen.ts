import { FitAddon } from '@xterm/addon-fit';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal } from '@xterm/xterm';
import { TERMINAL_LIMITS } from './limits.ts';
import type { SerialSink } from './serial/serial-session.ts';

export interface TerminalKeys {
  /** Bytes the person typed or pasted. */
  readonly typed: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** Sees every key first; true: the terminal must not have it. */
  readonly intercept: (event: KeyboardEvent) => boolean;
}

const COLOURS = {
  background: '#0f1419',
  foreground: '#d5dde4',
  cursor: '#5fd0c5',
  cursorAccent: '#0f1419',
  selectionBackground: '#2f5d62',
  black: '#1b232b',
  red: '#f07178',
  green: '#7fd88f',
  yellow: '#e6c25a',
  blue: '#6fb3f2',
  magenta: '#c792ea',
  cyan: '#5fd0c5',
  white: '#d5dde4',
  brightBlack: '#7c8b99',
  brightRed: '#ff8b92',
  brightGreen: '#9be8a9',
  brightYellow: '#f2d479',
  brightBlue: '#92c8ff',
  brightMagenta: '#dab0f5',
  brightCyan: '#83e4da',
  brightWhite: '#ffffff',
};

/**
 * Questions a guest may ask its terminal (where is the cursor, what are you), which xterm.js answers as if somebody typed: DA1, DA2, DSR and DECRQM
 * of xterm's control sequences.
 */
const QUESTIONS = [
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { final: 'n' },
  { prefix: '?', final: 'n' },
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
] as const;

/** xterm.js in an element: draws, fits itself to the element's size, uses the graphics card where there is one. */
export class TerminalScreen implements SerialSink {
  readonly #terminal: Terminal;
  readonly #observer: ResizeObserver;
  /** Chunks of history that are not drawn yet. */
  #history = 0;

  constructor(element: HTMLElement, keys: TerminalKeys) {
    const terminal = new Terminal({
      scrollback: TERMINAL_LIMITS.scrollbackLines,
      fontFamily: 'ui-monospace, "Cascadia Mono", "JetBrains Mono", Menlo, "DejaVu Sans Mono", monospace',
      fontSize: 13,
      theme: COLOURS,
      cursorBlink: true,
      minimumContrastRatio: 4.5,
    });
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    terminal.loadAddon(new WebLinksAddon());
    terminal.attachCustomKeyEventHandler((event) => !keys.intercept(event) && !this.#copies(event));
    terminal.open(element);
    useGraphicsCard(terminal);
    const encoder = new TextEncoder();
    terminal.onData((text) => keys.typed(encoder.encode(text)));
    terminal.onBinary((text) => keys.typed(Uint8Array.from(text, (char) => char.charCodeAt(0))));
    this.#terminal = terminal;
    for (const question of QUESTIONS) terminal.parser.registerCsiHandler(question, () => !this.#answers());
    this.#observer = new ResizeObserver(() => fit.fit());
    this.#observer.observe(element);
  }

  set readOnly(on: boolean) {
    this.#terminal.options.disableStdin = on;
    this.#terminal.options.cursorBlink = !on;
  }

  /** Also writes the lines into the page, where a screen reader finds them. */
  set spoken(on: boolean) {
    this.#terminal.options.screenReaderMode = on;
  }

  write(bytes: Uint8Array, live: boolean, drawn: () => void): void {
    if (live) return this.#terminal.write(bytes, drawn);
    this.#history += 1;
    this.#terminal.write(bytes, () => {
      this.#history -= 1;
      drawn();
    });
  }

  note(text: string): void {
    this.#terminal.write(`\r\n\x1b[2m— ${text} —\x1b[0m\r\n`);
  }

  focus(): void {
    this.#terminal.focus();
  }

  blur(): void {
    this.#terminal.blur();
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#terminal.dispose();
  }

  /**
   * Whether a guest's question is answered: only a live one, and only by the viewer somebody types in. A second viewer, or a reload that draws the
   * history again, would otherwise type answers that nobody awaits into the guest's shell.
   */
  #answers(): boolean {
    return this.#history === 0 && this.#terminal.textarea === document.activeElement;
  }

  /** Ctrl+C with something selected copies it, as everywhere else in the browser. */
  #copies(event: KeyboardEvent): boolean {
    return event.type === 'keydown' && event.ctrlKey && !event.shiftKey && event.key === 'c' && this.#terminal.hasSelection();
  }
}

function useGraphicsCard(terminal: Terminal): void {
  try {
    const webgl = new WebglAddon();
    webgl.onContextLoss(() => webgl.dispose());
    terminal.loadAddon(webgl);
  } catch {
    // No WebGL 2 here: xterm draws with page elements instead, which looks the same and is only slower.
    return;
  }
}
