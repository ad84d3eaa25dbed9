import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { AuditView } from '@rapidvm/operations';
import { ApiClient } from '@rapidvm/web-data-access';
import { EmptyState, ProblemBox, Skeleton, StateBadge, TimeAgo } from '@rapidvm/web-ui';
import type { StateLook } from '@rapidvm/web-ui';
import { Paged } from './paged.ts';

const LOOK: Readonly<Record<AuditView['outcome'], StateLook>> = {
  done: { tone: 'ok', icon: 'check' },
  refused: { tone: 'bad', icon: 'close' },
};

@Component({
  selector: 'rv-audit',
  imports: [EmptyState, MatButtonModule, ProblemBox, Skeleton, StateBadge, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './audit.html',
})
export class Audit {
  readonly #api = inject(ApiClient);
  protected readonly entries = new Paged((at) => this.#api.call('audit.list', { limit: 100, ...at }));
  protected readonly look = LOOK;
}
