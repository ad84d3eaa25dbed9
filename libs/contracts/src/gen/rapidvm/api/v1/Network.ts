// Original file: proto/api/v1/api.proto


export interface Network {
  'name'?: (string);
  'kind'?: (string);
  'description'?: (string);
}

export interface Network__Output {
  'name': (string);
  'kind': (string);
  'description': (string);
}
