// Original file: proto/api/v1/api.proto


export interface OpenConsoleResponse {
  'ticket'?: (string);
  'expiresAt'?: (string);
  'path'?: (string);
  'protocol'?: (string);
}

export interface OpenConsoleResponse__Output {
  'ticket': (string);
  'expiresAt': (string);
  'path': (string);
  'protocol': (string);
}
