// Original file: proto/api/v1/api.proto

import type { Token as _rapidvm_api_v1_Token, Token__Output as _rapidvm_api_v1_Token__Output } from '../../../rapidvm/api/v1/Token.ts';

export interface CreateTokenResponse {
  'token'?: (_rapidvm_api_v1_Token | null);
  'secret'?: (string);
}

export interface CreateTokenResponse__Output {
  'token': (_rapidvm_api_v1_Token__Output | null);
  'secret': (string);
}
