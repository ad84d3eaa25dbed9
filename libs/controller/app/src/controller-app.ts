/** The controller's rules, put together. What is outside comes in as `AppDeps`; what is offered is here. */
import { AccessService } from './access/access-service.ts';
import { Changes } from './change/changes.ts';
import { redeemTicket } from './console/open-console.ts';
import type { ConsoleGrant } from './console/ticket-table.ts';
import { TicketTable } from './console/ticket-table.ts';
import { createHandlers } from './create-handlers.ts';
import type { AppDeps } from './deps.ts';
import { EventFeed } from './events/event-feed.ts';
import { Ingest } from './ingest/ingest.ts';
import { Placer } from './placement/placer.ts';
import type { OperationHandlers } from './ports/index.ts';
import { Reconcilers } from './reconcile/reconcilers.ts';
import type { TaskDefinitions } from './tasks/task-definitions.ts';
import { allDefinitions, createTaskDefinitions } from './tasks/task-definitions.ts';

export interface ControllerApp {
  readonly handlers: OperationHandlers;
  readonly access: AccessService;
  readonly events: EventFeed;
  readonly ingest: Ingest;
  readonly definitions: TaskDefinitions;
  /** Takes a console ticket away and says what it was for. */
  redeemTicket(ticket: string): Promise<ConsoleGrant>;
  /** Resumes tasks, connects to the agents and begins to reconcile. */
  start(): Promise<void>;
  /** Stops in the reverse order; tasks under way stop where they are and go on with the next start. */
  stop(): Promise<void>;
}

export function createControllerApp(deps: AppDeps): ControllerApp {
  const events = new EventFeed(deps.database);
  const ingest = new Ingest(deps, events);
  const placer = new Placer(deps);
  const definitions = createTaskDefinitions({ ...deps, ingest, placer });
  const access = new AccessService(deps);
  const tickets = new TicketTable(deps);
  const handlers = createHandlers({ ...deps, changes: new Changes(deps), definitions, tickets, placer }, access);
  const reconcilers = new Reconcilers(deps, ingest, events, placer);
  return {
    handlers,
    access,
    events,
    ingest,
    definitions,
    redeemTicket: (ticket) => redeemTicket({ database: deps.database, tickets }, ticket),
    async start() {
      await knowHosts(deps);
      await deps.tasks.start(allDefinitions(definitions));
      await reconcilers.start();
    },
    async stop() {
      await reconcilers.stop();
      await deps.tasks.stop();
      events.close();
    },
  };
}

/** A task that goes on after a restart calls its host at once: without a way to it, it would end as if the host were gone. */
async function knowHosts({ database, connections }: Pick<AppDeps, 'database' | 'connections'>): Promise<void> {
  const hosts = await database.read.hosts.all();
  connections.setHosts(hosts.filter(({ state }) => state !== 'left'));
}
