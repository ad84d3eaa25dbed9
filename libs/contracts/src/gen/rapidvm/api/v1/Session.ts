// Original file: proto/api/v1/api.proto

import type { User as _rapidvm_api_v1_User, User__Output as _rapidvm_api_v1_User__Output } from '../../../rapidvm/api/v1/User.ts';

export interface Session {
  'user'?: (_rapidvm_api_v1_User | null);
  'permissions'?: (string)[];
  'expiresAt'?: (string);
  '_expiresAt'?: "expiresAt";
}

export interface Session__Output {
  'user': (_rapidvm_api_v1_User__Output | null);
  'permissions': (string)[];
  'expiresAt'?: (string);
  '_expiresAt'?: "expiresAt";
}
