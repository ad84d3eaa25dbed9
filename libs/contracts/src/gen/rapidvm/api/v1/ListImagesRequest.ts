// Original file: proto/api/v1/api.proto


export interface ListImagesRequest {
  'limit'?: (number);
  'cursor'?: (string);
  'name'?: (string);
  '_limit'?: "limit";
  '_cursor'?: "cursor";
  '_name'?: "name";
}

export interface ListImagesRequest__Output {
  'limit'?: (number);
  'cursor'?: (string);
  'name'?: (string);
  '_limit'?: "limit";
  '_cursor'?: "cursor";
  '_name'?: "name";
}
