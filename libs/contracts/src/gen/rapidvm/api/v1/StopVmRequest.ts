// Original file: proto/api/v1/api.proto


export interface StopVmRequest {
  'id'?: (string);
  'graceSeconds'?: (number);
  '_graceSeconds'?: "graceSeconds";
}

export interface StopVmRequest__Output {
  'id': (string);
  'graceSeconds'?: (number);
  '_graceSeconds'?: "graceSeconds";
}
