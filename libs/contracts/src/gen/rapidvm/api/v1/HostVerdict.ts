// Original file: proto/api/v1/api.proto

import type { PartScore as _rapidvm_api_v1_PartScore, PartScore__Output as _rapidvm_api_v1_PartScore__Output } from '../../../rapidvm/api/v1/PartScore.ts';
import type { PlacementObstacle as _rapidvm_api_v1_PlacementObstacle, PlacementObstacle__Output as _rapidvm_api_v1_PlacementObstacle__Output } from '../../../rapidvm/api/v1/PlacementObstacle.ts';

export interface HostVerdict {
  'hostId'?: (string);
  'hostName'?: (string);
  'state'?: (string);
  'isCurrent'?: (boolean);
  'fits'?: (boolean);
  'score'?: (number | string);
  'scores'?: (_rapidvm_api_v1_PartScore)[];
  'obstacles'?: (_rapidvm_api_v1_PlacementObstacle)[];
  '_score'?: "score";
}

export interface HostVerdict__Output {
  'hostId': (string);
  'hostName': (string);
  'state': (string);
  'isCurrent': (boolean);
  'fits': (boolean);
  'score'?: (number);
  'scores': (_rapidvm_api_v1_PartScore__Output)[];
  'obstacles': (_rapidvm_api_v1_PlacementObstacle__Output)[];
  '_score'?: "score";
}
