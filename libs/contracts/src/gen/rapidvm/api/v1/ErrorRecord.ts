// Original file: proto/api/v1/api.proto


export interface ErrorRecord {
  'code'?: (string);
  'message'?: (string);
  'hint'?: (string);
  'detailsJson'?: (string);
}

export interface ErrorRecord__Output {
  'code': (string);
  'message': (string);
  'hint': (string);
  'detailsJson': (string);
}
