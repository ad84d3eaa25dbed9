// Original file: proto/api/v1/api.proto

import type { Event as _rapidvm_api_v1_Event, Event__Output as _rapidvm_api_v1_Event__Output } from '../../../rapidvm/api/v1/Event.ts';

export interface ListEventsResponse {
  'items'?: (_rapidvm_api_v1_Event)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

export interface ListEventsResponse__Output {
  'items': (_rapidvm_api_v1_Event__Output)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}
