// Original file: proto/api/v1/api.proto


export interface StartVmRequest {
  'id'?: (string);
  'host'?: (string);
  'force'?: (boolean);
  '_host'?: "host";
  '_force'?: "force";
}

export interface StartVmRequest__Output {
  'id': (string);
  'host'?: (string);
  'force'?: (boolean);
  '_host'?: "host";
  '_force'?: "force";
}
