import { FitAddon } from '@xterm/addon-fit';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal } from '@xterm/xterm';
import { TERMINAL_LIMITS } from './limits.ts';
import { pixelsAgree } from './pixel-agreement.ts';
import type { SerialSink } from './serial/serial-session.ts';
import { isAnswer } from './terminal-answers.ts';

export interface TerminalKeys {
  /** Bytes the person typed or pasted. */
  readonly typed: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** Sees every key first; true: the terminal must not have it. */
  readonly intercept: (event: KeyboardEvent) => boolean;
}

/** Texts for those who do not see the terminal. */
export interface TerminalWords {
  readonly label: string;
  /** Id of the element that says how to leave it by keyboard. */
  readonly helpId: string;
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

/** Width in px below which a terminal has small letters. */
const NARROW_PX = 600;

/** xterm.js in an element: draws, fits itself to the element's size, uses the graphics card where there is one. */
export class TerminalScreen implements SerialSink {
  readonly #terminal: Terminal;
  readonly #observer: ResizeObserver;
  /** Null: there is none to draw with. Undefined: not asked yet. */
  #graphicsCard: WebglAddon | null | undefined;
  /** Chunks of history that are not drawn yet. */
  #history = 0;

  constructor(element: HTMLElement, keys: TerminalKeys, words: TerminalWords) {
    const terminal = new Terminal({
      scrollback: TERMINAL_LIMITS.scrollbackLines,
      fontFamily: 'ui-monospace, "Cascadia Mono", "JetBrains Mono", Menlo, "DejaVu Sans Mono", monospace',
      // On a phone about 50 columns, which is what a boot's messages need.
      fontSize: element.clientWidth < NARROW_PX ? 11 : 13,
      theme: COLOURS,
      cursorBlink: true,
      minimumContrastRatio: 4.5,
    });
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    terminal.loadAddon(new WebLinksAddon());
    terminal.attachCustomKeyEventHandler((event) => !keys.intercept(event) && !this.#copies(event) && !this.#leaves(event));
    terminal.open(element);
    terminal.textarea?.setAttribute('aria-label', words.label);
    terminal.textarea?.setAttribute('aria-describedby', words.helpId);
    // The guest gets Tab, so Tab must not lead here: the frame has the stop to come in from.
    terminal.textarea?.setAttribute('tabindex', '-1');
    const encoder = new TextEncoder();
    terminal.onData((text) => {
      if (!isAnswer(text) || this.#answers()) keys.typed(encoder.encode(text));
    });
    terminal.onBinary((text) => keys.typed(Uint8Array.from(text, (char) => char.charCodeAt(0))));
    this.#terminal = terminal;
    this.#observer = new ResizeObserver(([box]) => {
      fit.fit();
      this.#drawWith(box === undefined || pixelsAgree(box, devicePixelRatio) ? 'graphics card' : 'page elements');
    });
    observeDevicePixels(this.#observer, element);
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

  /** The graphics card is fast; page elements are drawn right wherever its pixels are miscounted. */
  #drawWith(what: 'graphics card' | 'page elements'): void {
    if (what === 'graphics card') {
      if (this.#graphicsCard === undefined) this.#graphicsCard = useGraphicsCard(this.#terminal);
    } else {
      this.#graphicsCard?.dispose();
      this.#graphicsCard = undefined;
    }
  }

  /**
   * Whether a guest's question is answered: only a live one, and only by the viewer somebody types in. A second viewer, or a reload that draws the
   * history again, would otherwise type answers that nobody awaits into the guest's shell.
   */
  #answers(): boolean {
    return this.#history === 0 && this.#terminal.textarea === document.activeElement;
  }

  /** Nothing is typed into a read-only terminal, so Tab leads on as everywhere else. */
  #leaves(event: KeyboardEvent): boolean {
    return event.key === 'Tab' && this.#terminal.options.disableStdin === true;
  }

  /** Ctrl+C with something selected copies it, as everywhere else in the browser. */
  #copies(event: KeyboardEvent): boolean {
    return event.type === 'keydown' && event.ctrlKey && !event.shiftKey && event.key === 'c' && this.#terminal.hasSelection();
  }
}

/** Null: no WebGL 2 here. xterm draws with page elements instead, which looks the same and is only slower. */
function useGraphicsCard(terminal: Terminal): WebglAddon | null {
  try {
    const webgl = new WebglAddon();
    webgl.onContextLoss(() => webgl.dispose());
    terminal.loadAddon(webgl);
    return webgl;
  } catch {
    return null;
  }
}

/** Also tells of a page that is zoomed or moved to another screen; where a browser can't count device pixels, of its size alone. */
function observeDevicePixels(observer: ResizeObserver, element: HTMLElement): void {
  try {
    observer.observe(element, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(element);
  }
}
