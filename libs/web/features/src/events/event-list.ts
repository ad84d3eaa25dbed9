import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { eventWords } from '@rapidvm/kernel';
import type { EventFeed } from '@rapidvm/web-data-access';
import { EmptyState, ProblemBox, Skeleton, TimeAgo } from '@rapidvm/web-ui';
import { aboutLink, newsLink } from './event-links.ts';

/** Events, newest first, as a timeline. */
@Component({
  selector: 'rv-event-list',
  imports: [EmptyState, MatButtonModule, ProblemBox, RouterLink, Skeleton, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './event-list.html',
  styles: `
    .more {
      display: flex;
      justify-content: center;
      padding: 12px;
    }
    rv-problem {
      margin-bottom: 12px;
    }
    @media (max-width: 719.98px) {
      .rv-table tbody tr {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 2px 12px;
      }
      .rv-table .title {
        grid-column: 1 / -1;
      }
      .rv-table td {
        padding: 0;
      }
      .rv-table td::before {
        display: none;
      }
      .rv-table .about {
        min-width: 0;
      }
      .rv-table td:last-child {
        grid-column: 3;
      }
    }
  `,
})
export class EventList {
  readonly feed = input.required<EventFeed>();
  /** Leaves the column out where all events are about one thing. */
  readonly showSubject = input(true);

  protected readonly kindWords = eventWords;
  protected readonly aboutLink = aboutLink;
  protected readonly newsLink = newsLink;
}
