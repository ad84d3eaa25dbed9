// Original file: proto/api/v1/api.proto


export interface InviteHostResponse {
  'joinToken'?: (string);
  'expiresAt'?: (string);
}

export interface InviteHostResponse__Output {
  'joinToken': (string);
  'expiresAt': (string);
}
