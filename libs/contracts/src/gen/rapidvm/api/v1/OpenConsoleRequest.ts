// Original file: proto/api/v1/api.proto


export interface OpenConsoleRequest {
  'id'?: (string);
  'kind'?: (string);
  'readOnly'?: (boolean);
  '_readOnly'?: "readOnly";
}

export interface OpenConsoleRequest__Output {
  'id': (string);
  'kind': (string);
  'readOnly'?: (boolean);
  '_readOnly'?: "readOnly";
}
