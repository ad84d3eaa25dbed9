// Original file: proto/api/v1/api.proto


export interface Throttling {
  'now'?: (string)[];
  'sinceBoot'?: (string)[];
}

export interface Throttling__Output {
  'now': (string)[];
  'sinceBoot': (string)[];
}
