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
