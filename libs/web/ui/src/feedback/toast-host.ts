import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from '../icons/icon.ts';
import type { IconName } from '../icons/icon-paths.ts';
import type { Tone } from '../state/state-look.ts';
import { Toasts } from './toasts.ts';

const ICONS: Readonly<Record<Tone, IconName>> = { ok: 'check', idle: 'info', busy: 'busy', warn: 'warning', bad: 'warning' };

@Component({
  selector: 'rv-toast-host',
  imports: [Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack" role="status" aria-live="polite" aria-label="Messages">
      @for (toast of toasts.shown(); track toast.id) {
        <div class="toast" [class]="'rv-tone-' + toast.tone">
          <rv-icon [name]="icons[toast.tone]" [class.spin]="toast.tone === 'busy'" />
          <div class="text">
            <p>{{ toast.text }}</p>
            @if (toast.hint) {
              <p class="hint">{{ toast.hint }}</p>
            }
            @if (toast.link; as link) {
              <a [routerLink]="link.path">{{ link.text }}</a>
            }
          </div>
          <button type="button" class="rv-icon-button" aria-label="Close message" (click)="toasts.close(toast.id)">
            <rv-icon name="close" />
          </button>
        </div>
      }
    </div>
  `,
  styleUrl: './toast-host.scss',
})
export class ToastHost {
  protected readonly toasts = inject(Toasts);
  protected readonly icons = ICONS;
}
