// Original file: proto/api/v1/api.proto


export interface ListVmsRequest {
  'limit'?: (number);
  'cursor'?: (string);
  'ids'?: (string)[];
  'name'?: (string);
  'search'?: (string);
  'states'?: (string)[];
  'hostId'?: (string);
  '_limit'?: "limit";
  '_cursor'?: "cursor";
  '_name'?: "name";
  '_search'?: "search";
  '_hostId'?: "hostId";
}

export interface ListVmsRequest__Output {
  'limit'?: (number);
  'cursor'?: (string);
  'ids': (string)[];
  'name'?: (string);
  'search'?: (string);
  'states': (string)[];
  'hostId'?: (string);
  '_limit'?: "limit";
  '_cursor'?: "cursor";
  '_name'?: "name";
  '_search'?: "search";
  '_hostId'?: "hostId";
}
