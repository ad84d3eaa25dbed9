// Original file: proto/api/v1/api.proto


export interface HostNetwork {
  'name'?: (string);
  'kind'?: (string);
  'isUp'?: (boolean);
  'addresses'?: (string)[];
}

export interface HostNetwork__Output {
  'name': (string);
  'kind': (string);
  'isUp': (boolean);
  'addresses': (string)[];
}
