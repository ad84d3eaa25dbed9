// Original file: proto/api/v1/api.proto


export interface PlacementFigures {
  'needed'?: (number | string);
  'available'?: (number | string);
  'unit'?: (string);
}

export interface PlacementFigures__Output {
  'needed': (number);
  'available': (number);
  'unit': (string);
}
