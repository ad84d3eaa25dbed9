// Original file: proto/api/v1/api.proto


export interface Accelerator {
  'kind'?: (string);
  'reason'?: (string);
}

export interface Accelerator__Output {
  'kind': (string);
  'reason': (string);
}
