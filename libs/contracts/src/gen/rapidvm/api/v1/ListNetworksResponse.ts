// Original file: proto/api/v1/api.proto

import type { Network as _rapidvm_api_v1_Network, Network__Output as _rapidvm_api_v1_Network__Output } from '../../../rapidvm/api/v1/Network.ts';

export interface ListNetworksResponse {
  'items'?: (_rapidvm_api_v1_Network)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

export interface ListNetworksResponse__Output {
  'items': (_rapidvm_api_v1_Network__Output)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}
