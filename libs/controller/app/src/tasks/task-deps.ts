import type { AppDeps } from '../deps.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Placer } from '../placement/placer.ts';

/** What steps may use. */
export interface TaskDeps extends Pick<
  AppDeps,
  'database' | 'tasks' | 'agents' | 'mesh' | 'keys' | 'controllerUrls' | 'clock' | 'timers' | 'rng' | 'logger'
> {
  readonly ingest: Ingest;
  readonly placer: Placer;
}
