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

/** The frame of a console: how the connection is, what can be done, and — when it can not be opened — why. */
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
  readonly status = input.required<ConsoleStatus>();
  readonly verdict = input.required<Verdict>();
  /** Something was shown before the console went away; it stays to be read. */
  readonly hasContent = input(false);
  readonly readOnly = model(false);
  readonly connect = output();
  protected readonly fullScreen = signal(false);
  protected readonly covered = computed(() => !this.verdict().allowed && !this.hasContent());
  protected readonly notice = computed(() => {
    const { allowed, reason, hint } = this.verdict();
    return allowed ? null : { reason: reason ?? 'This console can not be opened now', hint: hint ?? '' };
  });

  /** Element that says how to leave the console by keyboard, for `aria-describedby`. */
  readonly helpId = 'console-help';

  /** Where the focus goes when the person leaves the console. */
  focusToolbar(): void {
    this.first().nativeElement.focus();
  }

  protected isFullScreen(): boolean {
    return document.fullscreenElement === this.#element.nativeElement;
  }

  protected async toggleFullScreen(): Promise<void> {
    if (this.isFullScreen()) await document.exitFullscreen();
    else await this.#element.nativeElement.requestFullscreen();
  }
}
