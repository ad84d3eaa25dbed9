import type { Logger } from '@rapidvm/kernel';
import type { EventsPort } from '../api-ports.ts';
import type { Dispatcher } from '../dispatch/dispatcher.ts';

/** What every gRPC method needs. */
export interface ServiceOptions {
  readonly dispatcher: Dispatcher;
  readonly events: EventsPort;
  readonly logger: Logger;
}
