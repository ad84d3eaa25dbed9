import type { Logger, Timers } from '@rapidvm/kernel';
import type { EventsPort } from '../api-ports.ts';
import type { Dispatcher } from '../dispatch/dispatcher.ts';

/** What every gRPC method needs. */
export interface ServiceOptions {
  readonly dispatcher: Dispatcher;
  readonly events: EventsPort;
  readonly timers: Timers;
  readonly logger: Logger;
}
