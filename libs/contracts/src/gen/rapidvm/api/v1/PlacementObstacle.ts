// Original file: proto/api/v1/api.proto

import type { PlacementFigures as _rapidvm_api_v1_PlacementFigures, PlacementFigures__Output as _rapidvm_api_v1_PlacementFigures__Output } from '../../../rapidvm/api/v1/PlacementFigures.ts';

export interface PlacementObstacle {
  'code'?: (string);
  'reason'?: (string);
  'change'?: (string);
  'figures'?: (_rapidvm_api_v1_PlacementFigures | null);
  '_change'?: "change";
  '_figures'?: "figures";
}

export interface PlacementObstacle__Output {
  'code': (string);
  'reason': (string);
  'change'?: (string);
  'figures'?: (_rapidvm_api_v1_PlacementFigures__Output | null);
  '_change'?: "change";
  '_figures'?: "figures";
}
