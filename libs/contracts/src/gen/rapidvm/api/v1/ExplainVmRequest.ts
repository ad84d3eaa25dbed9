// Original file: proto/api/v1/api.proto


export interface ExplainVmRequest {
  'id'?: (string);
  'limit'?: (number);
  '_limit'?: "limit";
}

export interface ExplainVmRequest__Output {
  'id': (string);
  'limit'?: (number);
  '_limit'?: "limit";
}
