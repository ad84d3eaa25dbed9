// Original file: proto/agent/v1/agent.proto


export interface Accelerator {
  'kind'?: (string);
  'reason'?: (string);
}

export interface Accelerator__Output {
  'kind': (string);
  'reason': (string);
}
