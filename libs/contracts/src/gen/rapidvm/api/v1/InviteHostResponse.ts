// Original file: proto/api/v1/api.proto


export interface InviteHostResponse {
  'joinToken'?: (string);
  'expiresAt'?: (string);
  'command'?: (string);
  '_command'?: "command";
}

export interface InviteHostResponse__Output {
  'joinToken': (string);
  'expiresAt': (string);
  'command'?: (string);
  '_command'?: "command";
}
