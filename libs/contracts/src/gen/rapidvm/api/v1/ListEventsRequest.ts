// Original file: proto/api/v1/api.proto


export interface ListEventsRequest {
  'limit'?: (number);
  'cursor'?: (string);
  'subjectId'?: (string);
  'kinds'?: (string)[];
  '_limit'?: "limit";
  '_cursor'?: "cursor";
  '_subjectId'?: "subjectId";
}

export interface ListEventsRequest__Output {
  'limit'?: (number);
  'cursor'?: (string);
  'subjectId'?: (string);
  'kinds': (string)[];
  '_limit'?: "limit";
  '_cursor'?: "cursor";
  '_subjectId'?: "subjectId";
}
