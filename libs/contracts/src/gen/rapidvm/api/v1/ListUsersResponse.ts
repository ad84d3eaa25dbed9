// Original file: proto/api/v1/api.proto

import type { User as _rapidvm_api_v1_User, User__Output as _rapidvm_api_v1_User__Output } from '../../../rapidvm/api/v1/User.ts';

export interface ListUsersResponse {
  'items'?: (_rapidvm_api_v1_User)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

export interface ListUsersResponse__Output {
  'items': (_rapidvm_api_v1_User__Output)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}
