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
import { SOFT_FILL, SOFT_MAX_CHARS, softKeys } from './soft-keyboard.ts';

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

  protected readonly softFill = SOFT_FILL;
  #softText = SOFT_FILL;

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

  protected raiseKeyboard(field: HTMLTextAreaElement): void {
    if (!this.open() || this.readOnly()) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  /** What a phone's keyboard did to the field goes to the guest as keys. */
  protected softInput(event: Event, field: HTMLTextAreaElement): void {
    this.session.type(softKeys(this.#softText, field.value));
    this.#softText = field.value;
    const composing = event instanceof InputEvent && event.isComposing;
    if (field.value === '' || (field.value.length > SOFT_MAX_CHARS && !composing)) this.softRefill(field);
  }

  /** Between words, because a keyboard that is composing one would lose its place. */
  protected softRefill(field: HTMLTextAreaElement): void {
    this.#softText = field.value = SOFT_FILL;
  }

  #key(event: KeyboardEvent): void {
    if (!this.#chord.sees(event)) return;
    this.session.blur();
    this.frame().focusStop();
  }
}
