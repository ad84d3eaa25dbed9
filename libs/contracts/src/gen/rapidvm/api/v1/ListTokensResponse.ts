// Original file: proto/api/v1/api.proto

import type { Token as _rapidvm_api_v1_Token, Token__Output as _rapidvm_api_v1_Token__Output } from '../../../rapidvm/api/v1/Token.ts';

export interface ListTokensResponse {
  'items'?: (_rapidvm_api_v1_Token)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

export interface ListTokensResponse__Output {
  'items': (_rapidvm_api_v1_Token__Output)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}
