import type { AppDeps } from '../deps.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Placer } from '../placement/placer.ts';

/** What steps may use. */
export interface TaskDeps extends Pick<AppDeps, 'database' | 'agents' | 'mesh' | 'keys' | 'clock' | 'logger'> {
  readonly ingest: Ingest;
  readonly placer: Placer;
}
