import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { EventFeed } from '@rapidvm/web-data-access';
import { EventList } from './event-list.ts';

/** What happened to one VM or host. */
@Component({
  selector: 'rv-subject-events',
  imports: [EventList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="rv-body"><rv-event-list [feed]="feed" [showSubject]="false" /></div>`,
})
export class SubjectEvents {
  readonly id = input.required<string>();
  protected readonly feed = new EventFeed(computed(() => ({ subjectId: this.id() })));
}
