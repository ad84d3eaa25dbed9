// Original file: proto/agent/v1/agent.proto


export interface Member {
  'hostId'?: (string);
  'name'?: (string);
  'peerId'?: (string);
  'addresses'?: (string)[];
  'urls'?: (string)[];
  '_hostId'?: "hostId";
}

export interface Member__Output {
  'hostId'?: (string);
  'name': (string);
  'peerId': (string);
  'addresses': (string)[];
  'urls': (string)[];
  '_hostId'?: "hostId";
}
