// Original file: proto/api/v1/api.proto


export interface ById {
  'id'?: (string);
}

export interface ById__Output {
  'id': (string);
}
