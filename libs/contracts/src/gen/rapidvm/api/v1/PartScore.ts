// Original file: proto/api/v1/api.proto


export interface PartScore {
  'name'?: (string);
  'value'?: (number | string);
  'weight'?: (number | string);
}

export interface PartScore__Output {
  'name': (string);
  'value': (number);
  'weight': (number);
}
