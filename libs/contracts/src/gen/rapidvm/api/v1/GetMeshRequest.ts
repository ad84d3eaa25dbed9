// Original file: proto/api/v1/api.proto


export interface GetMeshRequest {
  'limit'?: (number);
  '_limit'?: "limit";
}

export interface GetMeshRequest__Output {
  'limit'?: (number);
  '_limit'?: "limit";
}
