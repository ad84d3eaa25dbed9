// Original file: proto/agent/v1/agent.proto


export interface HelloResponse {
  'hostId'?: (string);
  'protocol'?: (number);
  'instance'?: (string);
}

export interface HelloResponse__Output {
  'hostId': (string);
  'protocol': (number);
  'instance': (string);
}
