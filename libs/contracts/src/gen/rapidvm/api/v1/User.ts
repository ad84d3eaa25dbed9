// Original file: proto/api/v1/api.proto


export interface User {
  'id'?: (string);
  'name'?: (string);
  'role'?: (string);
  'createdAt'?: (string);
}

export interface User__Output {
  'id': (string);
  'name': (string);
  'role': (string);
  'createdAt': (string);
}
