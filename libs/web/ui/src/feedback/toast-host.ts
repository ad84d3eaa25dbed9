import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from '../icons/icon.ts';
import { Toasts } from './toasts.ts';

@Component({
  selector: 'rv-toast-host',
  imports: [Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack" role="status" aria-live="polite" aria-label="Messages">
      @for (toast of toasts.shown(); track toast.id) {
        <div class="toast" [class]="'rv-tone-' + toast.tone">
          <rv-icon [name]="toast.tone === 'bad' ? 'warning' : 'check'" />
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
}
