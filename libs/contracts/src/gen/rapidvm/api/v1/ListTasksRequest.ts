// Original file: proto/api/v1/api.proto


export interface ListTasksRequest {
  'limit'?: (number);
  'cursor'?: (string);
  'ids'?: (string)[];
  'states'?: (string)[];
  'subjectId'?: (string);
  '_limit'?: "limit";
  '_cursor'?: "cursor";
  '_subjectId'?: "subjectId";
}

export interface ListTasksRequest__Output {
  'limit'?: (number);
  'cursor'?: (string);
  'ids': (string)[];
  'states': (string)[];
  'subjectId'?: (string);
  '_limit'?: "limit";
  '_cursor'?: "cursor";
  '_subjectId'?: "subjectId";
}
