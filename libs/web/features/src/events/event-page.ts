import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { EVENT_KINDS } from '@rapidvm/domain';
import type { EventKind } from '@rapidvm/domain';
import { EventFeed } from '@rapidvm/web-data-access';
import { queryState } from '../shared/query-state.ts';
import { EventList } from './event-list.ts';

const AREAS = ['vm', 'host', 'image', 'task', 'user', 'session', 'token'] as const;
const AREA_WORDS: Readonly<Record<(typeof AREAS)[number], string>> = {
  vm: 'VMs',
  host: 'Hosts',
  image: 'Images',
  task: 'Tasks',
  user: 'Users',
  session: 'Sessions',
  token: 'Tokens',
};

/** The steps of tasks are many, and of interest only to whoever looks at tasks. */
const AT_FIRST: readonly EventKind[] = EVENT_KINDS.filter((kind) => kind !== 'task.progressed');

@Component({
  selector: 'rv-event-page',
  imports: [EventList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="rv-page-head"><h1>Events</h1></div>
    <div class="rv-toolbar" role="group" aria-label="Show only">
      @for (one of areas; track one) {
        <button
          type="button"
          class="rv-chip"
          [attr.aria-pressed]="area() === one"
          (click)="setQuery({ area: area() === one ? null : one })"
        >
          {{ words[one] }}
        </button>
      }
    </div>
    <div class="rv-body top"><rv-event-list [feed]="feed" /></div>
  `,
  styles: `
    .top {
      padding-top: 0;
    }
  `,
})
export class EventPage {
  readonly area = input<string>();
  protected readonly areas = AREAS;
  protected readonly words = AREA_WORDS;
  protected readonly setQuery = queryState();
  protected readonly feed = new EventFeed(
    computed(() => {
      const kinds = EVENT_KINDS.filter((kind) => kind.startsWith(`${this.area() ?? ''}.`));
      return { kinds: kinds.length === 0 ? AT_FIRST : kinds };
    }),
  );
}
