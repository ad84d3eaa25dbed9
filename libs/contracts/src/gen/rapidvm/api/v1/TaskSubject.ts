// Original file: proto/api/v1/api.proto


export interface TaskSubject {
  'kind'?: (string);
  'id'?: (string);
  'name'?: (string);
}

export interface TaskSubject__Output {
  'kind': (string);
  'id': (string);
  'name': (string);
}
