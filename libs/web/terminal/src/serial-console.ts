import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  ViewEncapsulation,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  model,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import type { ElementRef } from '@angular/core';
import { ApiClient, CLOCK, RNG, TIMERS, webSocketUrl } from '@rapidvm/web-data-access';
import type { ConsoleTicket } from '@rapidvm/web-data-access';
import { ConsoleFrame, Icon, Now, Preferences, ReleaseChord, consoleStatus } from '@rapidvm/web-ui';
import type { Verdict } from '@rapidvm/web-ui';
import { SerialSession } from './serial/serial-session.ts';
import { TerminalScreen } from './terminal-screen.ts';
import type { TerminalKeys } from './terminal-screen.ts';

/** The serial console of a VM: history from the first byte kept, then live; what one types goes to the guest. */
@Component({
  selector: 'rv-serial-console',
  imports: [ConsoleFrame, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  encapsulation: ViewEncapsulation.None,
  templateUrl: './serial-console.html',
  styleUrl: './serial-console.scss',
})
export class SerialConsole {
  readonly #api = inject(ApiClient);
  readonly #now = inject(Now);
  readonly #preferences = inject(Preferences);
  private readonly place = viewChild.required<ElementRef<HTMLElement>>('place');
  private readonly frame = viewChild.required(ConsoleFrame);
  readonly vmId = input.required<string>();
  readonly vmName = input.required<string>();
  readonly verdict = input.required<Verdict>();
  /** The machine is off, or has just been started: what its console shows is of an earlier run. */
  readonly off = input(false);
  readonly readOnly = model(false);
  protected readonly spoken = signal(this.#preferences.read('console-spoken') === 'yes');
  readonly #screen = signal<TerminalScreen | null>(null);
  protected readonly hasOutput = signal(false);
  readonly #chord = new ReleaseChord();
  readonly #clock = inject(CLOCK);
  #wasOff = false;
  protected readonly session = new SerialSession(
    {
      clock: this.#clock,
      timers: inject(TIMERS),
      rng: inject(RNG),
      ticket: () => this.#ticket(),
      open: openSocket,
    },
    {
      write: (bytes, live, drawn) => {
        this.hasOutput.set(true);
        this.#screen()?.write(bytes, live, drawn);
      },
      note: (text) => this.#screen()?.note(text),
    },
  );

  protected readonly status = computed(() =>
    consoleStatus(this.session.state(), { readOnly: this.readOnly(), allowed: this.verdict().allowed, now: this.#now.millis() }),
  );

  constructor() {
    afterNextRender(() => this.#open());
    inject(DestroyRef).onDestroy(() => {
      this.session.close();
      this.#screen()?.dispose();
    });
    effect(() => {
      const screen = this.#screen();
      if (screen === null) return;
      screen.readOnly = this.readOnly();
      screen.spoken = this.spoken();
    });
    // Connects when the API says that it can be, and anew when the kind of ticket changes.
    effect(() => {
      this.readOnly();
      const ready = this.#screen() !== null && this.verdict().allowed;
      untracked(() => (ready ? this.#connect() : this.#close()));
    });
  }

  protected toggleSpoken(): void {
    this.spoken.update((on) => !on);
    this.#preferences.write('console-spoken', this.spoken() ? 'yes' : 'no');
  }

  protected focusTerminal(): void {
    this.#screen()?.focus();
  }

  #connect(): void {
    if (this.#wasOff) this.session.markHere(`started ${timeFormat.format(this.#clock.now())}`);
    this.#wasOff = false;
    this.session.connect();
  }

  #close(): void {
    this.#wasOff ||= this.off();
    this.session.close();
  }

  #open(): void {
    const keys: TerminalKeys = {
      typed: (bytes) => void (this.readOnly() || this.session.send(bytes)),
      intercept: (event) => {
        if (!this.#chord.sees(event)) return false;
        screen.blur();
        this.frame().focusStop();
        return true;
      },
    };
    const words = { label: `Serial console of ${this.vmName()}`, helpId: this.frame().helpId };
    const screen = new TerminalScreen(this.place().nativeElement, keys, words);
    this.#screen.set(screen);
    if (this.verdict().allowed) screen.focus();
  }

  #ticket(): Promise<ConsoleTicket> {
    return this.#api.call('vm.console', { id: this.vmId(), kind: 'serial', readOnly: this.readOnly() });
  }
}

const timeFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

function openSocket(path: string, from: number | null, protocols: string[]): WebSocket {
  const url = webSocketUrl(path);
  if (from !== null) url.searchParams.set('from', String(from));
  return new WebSocket(url, protocols);
}
