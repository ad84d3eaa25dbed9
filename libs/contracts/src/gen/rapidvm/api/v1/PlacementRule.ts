// Original file: proto/api/v1/api.proto


export interface PlacementRule {
  'about'?: (string);
  'wish'?: (string);
  'strength'?: (string);
  'selector'?: (string);
}

export interface PlacementRule__Output {
  'about': (string);
  'wish': (string);
  'strength': (string);
  'selector': (string);
}
