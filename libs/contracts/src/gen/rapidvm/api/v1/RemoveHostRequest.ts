// Original file: proto/api/v1/api.proto


export interface RemoveHostRequest {
  'id'?: (string);
  'force'?: (boolean);
  '_force'?: "force";
}

export interface RemoveHostRequest__Output {
  'id': (string);
  'force'?: (boolean);
  '_force'?: "force";
}
