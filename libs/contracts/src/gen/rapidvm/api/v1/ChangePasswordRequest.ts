// Original file: proto/api/v1/api.proto


export interface ChangePasswordRequest {
  'currentPassword'?: (string);
  'password'?: (string);
}

export interface ChangePasswordRequest__Output {
  'currentPassword': (string);
  'password': (string);
}
