// Original file: proto/api/v1/api.proto

import type { Host as _rapidvm_api_v1_Host, Host__Output as _rapidvm_api_v1_Host__Output } from '../../../rapidvm/api/v1/Host.ts';

export interface ListHostsResponse {
  'items'?: (_rapidvm_api_v1_Host)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

export interface ListHostsResponse__Output {
  'items': (_rapidvm_api_v1_Host__Output)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}
