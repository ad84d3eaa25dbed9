// Original file: proto/api/v1/api.proto


export interface CreateTokenRequest {
  'name'?: (string);
  'role'?: (string);
  'expiresInDays'?: (number);
  '_role'?: "role";
  '_expiresInDays'?: "expiresInDays";
}

export interface CreateTokenRequest__Output {
  'name': (string);
  'role'?: (string);
  'expiresInDays'?: (number);
  '_role'?: "role";
  '_expiresInDays'?: "expiresInDays";
}
