import type { Changes } from './change/changes.ts';
import type { AppDeps } from './deps.ts';
import type { TaskDefinitions } from './tasks/task-definitions.ts';
import type { Placer } from './placement/placer.ts';
import type { TicketTable } from './console/ticket-table.ts';

/** What the use-cases share. */
export interface UseCaseDeps extends AppDeps {
  readonly changes: Changes;
  readonly definitions: TaskDefinitions;
  readonly tickets: TicketTable;
  readonly placer: Placer;
}
