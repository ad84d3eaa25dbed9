// Original file: proto/api/v1/api.proto


export interface InviteHostRequest {
  'validMinutes'?: (number);
  '_validMinutes'?: "validMinutes";
}

export interface InviteHostRequest__Output {
  'validMinutes'?: (number);
  '_validMinutes'?: "validMinutes";
}
