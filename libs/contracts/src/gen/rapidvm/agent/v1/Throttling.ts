// Original file: proto/agent/v1/agent.proto


export interface Throttling {
  'now'?: (string)[];
  'sinceBoot'?: (string)[];
}

export interface Throttling__Output {
  'now': (string)[];
  'sinceBoot': (string)[];
}
