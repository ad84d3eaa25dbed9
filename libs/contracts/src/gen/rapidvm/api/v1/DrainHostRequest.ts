// Original file: proto/api/v1/api.proto


export interface DrainHostRequest {
  'id'?: (string);
  'graceSeconds'?: (number);
  '_graceSeconds'?: "graceSeconds";
}

export interface DrainHostRequest__Output {
  'id': (string);
  'graceSeconds'?: (number);
  '_graceSeconds'?: "graceSeconds";
}
