import { signal } from '@angular/core';
import RFB from '@novnc/novnc';
import type { Clock, Rng, Timer, Timers } from '@rapidvm/kernel';
import { CONNECTED, afterFailure, asRapidError, consoleProtocols, isFinalRefusal, webSocketUrl } from '@rapidvm/web-data-access';
import type { ConsoleState, ConsoleTicket } from '@rapidvm/web-data-access';
import { SHIFT } from './soft-keyboard.ts';
import type { SoftKey } from './soft-keyboard.ts';

export interface ScreenWorld {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly place: () => HTMLElement;
  readonly ticket: () => Promise<ConsoleTicket>;
  /** What the picture is called, and the id of the element that says how to leave it by keyboard. */
  readonly words: () => { readonly label: string; readonly helpId: string };
}

/** One viewer of a VM's screen that comes back by itself. */
export class ScreenSession {
  readonly #world: ScreenWorld;
  readonly #state = signal<ConsoleState>({ phase: 'closed' });
  readonly state = this.#state.asReadonly();
  #rfb: RFB | null = null;
  #timer: Timer | null = null;
  #plan = CONNECTED;
  #attempt = 0;
  #viewOnly = false;
  #wasOpen = false;
  #scaled = true;

  constructor(world: ScreenWorld) {
    this.#world = world;
  }

  set viewOnly(on: boolean) {
    this.#viewOnly = on;
    if (this.#rfb !== null) this.#rfb.viewOnly = on;
  }

  /** Fits the picture into the page; otherwise it has its true size and can be dragged. */
  set scaled(on: boolean) {
    this.#scaled = on;
    if (this.#rfb === null) return;
    this.#rfb.scaleViewport = on;
    this.#rfb.clipViewport = !on;
  }

  connect(): void {
    void this.#connect();
  }

  close(): void {
    this.#drop();
    this.#state.set({ phase: 'closed' });
  }

  focus(): void {
    this.#rfb?.focus({ preventScroll: true });
  }

  blur(): void {
    this.#rfb?.blur();
  }

  sendCtrlAltDel(): void {
    this.#rfb?.sendCtrlAltDel();
  }

  /** Presses and lets go of each, first to last. */
  type(keys: readonly SoftKey[]): void {
    for (const { keysym, shifted } of keys) {
      if (shifted) this.#rfb?.sendKey(SHIFT, null, true);
      this.#rfb?.sendKey(keysym, null);
      if (shifted) this.#rfb?.sendKey(SHIFT, null, false);
    }
  }

  async #connect(): Promise<void> {
    this.#drop();
    const attempt = this.#attempt;
    this.#state.set({ phase: 'connecting' });
    try {
      const ticket = await this.#world.ticket();
      if (attempt === this.#attempt) this.#follow(ticket);
    } catch (error) {
      if (attempt !== this.#attempt) return;
      const refusal = asRapidError(error);
      if (isFinalRefusal(refusal)) this.#state.set({ phase: 'refused', error: refusal });
      else this.#wait();
    }
  }

  #follow(ticket: ConsoleTicket): void {
    const options = { shared: true, wsProtocols: consoleProtocols(ticket) };
    const rfb = new RFB(this.#world.place(), webSocketUrl(ticket.path).href, options);
    this.#rfb = rfb;
    rfb.background = '#0f1419';
    rfb.showDotCursor = true;
    rfb.focusOnClick = true;
    this.viewOnly = this.#viewOnly;
    this.scaled = this.#scaled;
    rfb.addEventListener('connect', () => {
      if (rfb !== this.#rfb) return;
      this.#plan = CONNECTED;
      this.#state.set({ phase: 'open' });
      this.#describe();
      // A connection that comes back must not take the keyboard away from what the person does meanwhile.
      if (!this.#viewOnly && (!this.#wasOpen || nothingHasFocus())) this.focus();
      this.#wasOpen = true;
    });
    rfb.addEventListener('disconnect', () => {
      if (rfb === this.#rfb) this.#wait();
    });
  }

  /** noVNC's canvas says nothing of itself. */
  #describe(): void {
    const { label, helpId } = this.#world.words();
    const canvas = this.#world.place().querySelector('canvas');
    for (const [name, value] of Object.entries({ role: 'application', 'aria-label': label, 'aria-describedby': helpId }))
      canvas?.setAttribute(name, value);
  }

  #wait(): void {
    this.#drop();
    const { plan, waitMs } = afterFailure(this.#plan, this.#world.rng.fraction());
    this.#plan = plan;
    this.#state.set({ phase: 'waiting', retryAt: this.#world.clock.now() + waitMs });
    this.#timer = this.#world.timers.after(waitMs, () => this.connect());
  }

  #drop(): void {
    this.#attempt += 1;
    this.#timer?.cancel();
    this.#timer = null;
    const rfb = this.#rfb;
    this.#rfb = null;
    rfb?.disconnect();
  }
}

function nothingHasFocus(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
