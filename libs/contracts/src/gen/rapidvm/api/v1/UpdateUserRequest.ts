// Original file: proto/api/v1/api.proto


export interface UpdateUserRequest {
  'id'?: (string);
  'role'?: (string);
  'password'?: (string);
  '_role'?: "role";
  '_password'?: "password";
}

export interface UpdateUserRequest__Output {
  'id': (string);
  'role'?: (string);
  'password'?: (string);
  '_role'?: "role";
  '_password'?: "password";
}
