// Original file: proto/api/v1/api.proto


export interface TaskStep {
  'name'?: (string);
  'state'?: (string);
  'startedAt'?: (string);
  'endedAt'?: (string);
  'pointOfNoReturn'?: (boolean);
  '_startedAt'?: "startedAt";
  '_endedAt'?: "endedAt";
}

export interface TaskStep__Output {
  'name': (string);
  'state': (string);
  'startedAt'?: (string);
  'endedAt'?: (string);
  'pointOfNoReturn': (boolean);
  '_startedAt'?: "startedAt";
  '_endedAt'?: "endedAt";
}
