// Original file: proto/api/v1/api.proto


export interface RenameHostRequest {
  'id'?: (string);
  'name'?: (string);
}

export interface RenameHostRequest__Output {
  'id': (string);
  'name': (string);
}
