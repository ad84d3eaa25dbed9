// Original file: proto/api/v1/api.proto

import type { Datastore as _rapidvm_api_v1_Datastore, Datastore__Output as _rapidvm_api_v1_Datastore__Output } from '../../../rapidvm/api/v1/Datastore.ts';

export interface ListDatastoresResponse {
  'items'?: (_rapidvm_api_v1_Datastore)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

export interface ListDatastoresResponse__Output {
  'items': (_rapidvm_api_v1_Datastore__Output)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}
