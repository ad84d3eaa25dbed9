// Original file: proto/api/v1/api.proto

import type { PlacementFigures as _rapidvm_api_v1_PlacementFigures, PlacementFigures__Output as _rapidvm_api_v1_PlacementFigures__Output } from '../../../rapidvm/api/v1/PlacementFigures.ts';

export interface RefusedHost {
  'hostId'?: (string);
  'hostName'?: (string);
  'code'?: (string);
  'reason'?: (string);
  'change'?: (string);
  'figures'?: (_rapidvm_api_v1_PlacementFigures | null);
  '_change'?: "change";
  '_figures'?: "figures";
}

export interface RefusedHost__Output {
  'hostId': (string);
  'hostName': (string);
  'code': (string);
  'reason': (string);
  'change'?: (string);
  'figures'?: (_rapidvm_api_v1_PlacementFigures__Output | null);
  '_change'?: "change";
  '_figures'?: "figures";
}
