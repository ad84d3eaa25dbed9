import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { LiveStream } from '@rapidvm/web-data-access';
import { Icon, Now, spanText } from '@rapidvm/web-ui';

/** Says that what is shown may be old, and how old, from the moment the stream is lost until it is back. */
@Component({
  selector: 'rv-stale-banner',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div role="status" aria-live="polite">
    @if (age(); as text) {
      <div class="banner rv-tone-warn">
        <rv-icon name="offline" />
        <span class="text"
          ><strong>Live updates are lost.</strong> What you see is {{ text }} old.
          <span class="next" aria-hidden="true">{{ next() }}</span></span
        >
        <button type="button" class="rv-chip" (click)="stream.retryNow()">Reconnect now</button>
      </div>
    }
  </div>`,
  styles: `
    .banner {
      display: flex;
      align-items: center;
      gap: 10px;
      padding: 5px 16px;
      border-bottom: 1px solid color-mix(in srgb, var(--rv-tone) 40%, transparent);
      background: var(--rv-tone-soft);
    }
    rv-icon {
      color: var(--rv-tone);
    }
    .text {
      flex: 1;
    }
    .next {
      white-space: nowrap;
    }
  `,
})
export class StaleBanner {
  readonly #now = inject(Now);
  protected readonly stream = inject(LiveStream);

  protected readonly age = computed(() => {
    const state = this.stream.state();
    if (state.phase !== 'lost' && state.phase !== 'connecting') return null;
    return state.lostSince === null ? null : spanText(this.#now.millis() - state.lostSince);
  });

  protected readonly next = computed(() => {
    const state = this.stream.state();
    if (state.phase !== 'lost') return 'Reconnecting…';
    const left = Math.max(0, state.retryAt - this.#now.millis());
    return left < 1000 ? 'Reconnecting…' : `Next try in ${spanText(left)}.`;
  });
}
