// Original file: proto/api/v1/api.proto


export interface ListHostsRequest {
  'limit'?: (number);
  'cursor'?: (string);
  'ids'?: (string)[];
  'name'?: (string);
  '_limit'?: "limit";
  '_cursor'?: "cursor";
  '_name'?: "name";
}

export interface ListHostsRequest__Output {
  'limit'?: (number);
  'cursor'?: (string);
  'ids': (string)[];
  'name'?: (string);
  '_limit'?: "limit";
  '_cursor'?: "cursor";
  '_name'?: "name";
}
