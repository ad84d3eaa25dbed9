import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
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
import { MatTooltipModule } from '@angular/material/tooltip';
import { ApiClient, CLOCK, RNG, TIMERS } from '@rapidvm/web-data-access';
import { ConsoleFrame, Icon, Now, ReleaseChord, consoleStatus } from '@rapidvm/web-ui';
import type { Verdict } from '@rapidvm/web-ui';
import { ScreenSession } from './screen-session.ts';

/** The screen of a VM: its picture, and keyboard and mouse into it. */
@Component({
  selector: 'rv-screen-console',
  imports: [ConsoleFrame, Icon, MatTooltipModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './screen-console.html',
  styleUrl: './screen-console.scss',
})
export class ScreenConsole {
  readonly #api = inject(ApiClient);
  readonly #now = inject(Now);
  private readonly place = viewChild.required<ElementRef<HTMLElement>>('place');
  private readonly frame = viewChild.required(ConsoleFrame);
  readonly vmId = input.required<string>();
  readonly vmName = input.required<string>();
  readonly verdict = input.required<Verdict>();
  readonly readOnly = model(false);
  readonly scaled = model(true);
  readonly #drawn = signal(false);
  readonly #chord = new ReleaseChord();
  protected readonly session = new ScreenSession({
    clock: inject(CLOCK),
    timers: inject(TIMERS),
    rng: inject(RNG),
    place: () => this.place().nativeElement,
    words: () => ({ label: `Screen of ${this.vmName()}`, helpId: this.frame().helpId }),
    ticket: () => this.#api.call('vm.console', { id: this.vmId(), kind: 'screen', readOnly: this.readOnly() }),
  });
  protected readonly open = computed(() => this.session.state().phase === 'open');

  protected readonly status = computed(() =>
    consoleStatus(this.session.state(), { readOnly: this.readOnly(), allowed: this.verdict().allowed, now: this.#now.millis() }),
  );

  constructor() {
    afterNextRender(() => {
      // In the capture phase: noVNC keeps every key event to itself.
      const place = this.place().nativeElement;
      place.addEventListener('keydown', (event) => this.#key(event), { capture: true });
      place.addEventListener('keyup', (event) => this.#key(event), { capture: true });
      this.#drawn.set(true);
    });
    inject(DestroyRef).onDestroy(() => this.session.close());
    effect(() => (this.session.scaled = this.scaled()));
    effect(() => {
      this.session.viewOnly = this.readOnly();
      const ready = this.#drawn() && this.verdict().allowed;
      untracked(() => (ready ? this.session.connect() : this.session.close()));
    });
  }

  #key(event: KeyboardEvent): void {
    if (!this.#chord.sees(event)) return;
    this.session.blur();
    this.frame().focusStop();
  }
}
