// Original file: proto/api/v1/api.proto


export interface CreateUserRequest {
  'name'?: (string);
  'password'?: (string);
  'role'?: (string);
}

export interface CreateUserRequest__Output {
  'name': (string);
  'password': (string);
  'role': (string);
}
