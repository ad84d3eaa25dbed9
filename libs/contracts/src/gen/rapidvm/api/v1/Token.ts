// Original file: proto/api/v1/api.proto


export interface Token {
  'id'?: (string);
  'name'?: (string);
  'userId'?: (string);
  'role'?: (string);
  'createdAt'?: (string);
  'expiresAt'?: (string);
  'lastUsedAt'?: (string);
  '_expiresAt'?: "expiresAt";
  '_lastUsedAt'?: "lastUsedAt";
}

export interface Token__Output {
  'id': (string);
  'name': (string);
  'userId': (string);
  'role': (string);
  'createdAt': (string);
  'expiresAt'?: (string);
  'lastUsedAt'?: (string);
  '_expiresAt'?: "expiresAt";
  '_lastUsedAt'?: "lastUsedAt";
}
