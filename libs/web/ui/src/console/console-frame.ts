import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  computed,
  inject,
  input,
  model,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { MatTooltipModule } from '@angular/material/tooltip';
import type { Verdict } from '../actions/action-button.ts';
import { Icon } from '../icons/icon.ts';
import type { ConsoleStatus } from './console-status.ts';

/**
 * The frame of a console: how the connection is, what can be done, and — when it can not be opened — why. A console keeps Tab for its guest, so none is
 * entered by Tab: before it lies a stop that Enter goes in from, and whoever leaves it by keyboard is at that stop again.
 */
@Component({
  selector: 'rv-console-frame',
  imports: [Icon, MatTooltipModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'data-console': '', '(document:fullscreenchange)': 'fullScreen.set(isFullScreen())' },
  templateUrl: './console-frame.html',
  styleUrl: './console-frame.scss',
})
export class ConsoleFrame {
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly first = viewChild.required<ElementRef<HTMLElement>>('first');
  private readonly stop = viewChild<ElementRef<HTMLElement>>('stop');
  readonly status = input.required<ConsoleStatus>();
  readonly verdict = input.required<Verdict>();
  /** Something was shown before the console went away; it stays to be read. */
  readonly hasContent = input(false);
  /** What Enter goes into, in words. */
  readonly placeName = input.required<string>();
  /** There is something to go into. */
  readonly enterable = input.required<boolean>();
  readonly readOnly = model(false);
  readonly connect = output();
  /** The person goes in by keyboard: the console takes the focus. */
  readonly enter = output();
  protected readonly fullScreen = signal(false);
  protected readonly covered = computed(() => !this.verdict().allowed && !this.hasContent());
  protected readonly notice = computed(() => {
    const { allowed, reason, hint } = this.verdict();
    return allowed ? null : { reason: reason ?? 'This console can not be opened now', hint: hint ?? '' };
  });

  /** Element that says how to leave the console by keyboard, for `aria-describedby`. */
  readonly helpId = 'console-help';

  /** Takes the focus when the person leaves the console: Tab leads on from here, Shift+Tab to the toolbar, Enter back in. */
  focusStop(): void {
    (this.stop() ?? this.first()).nativeElement.focus();
  }

  protected isFullScreen(): boolean {
    return document.fullscreenElement === this.#element.nativeElement;
  }

  protected async toggleFullScreen(): Promise<void> {
    if (this.isFullScreen()) await document.exitFullscreen();
    else await this.#element.nativeElement.requestFullscreen();
  }
}
