// Original file: proto/api/v1/api.proto

import type { PartScore as _rapidvm_api_v1_PartScore, PartScore__Output as _rapidvm_api_v1_PartScore__Output } from '../../../rapidvm/api/v1/PartScore.ts';
import type { RefusedHost as _rapidvm_api_v1_RefusedHost, RefusedHost__Output as _rapidvm_api_v1_RefusedHost__Output } from '../../../rapidvm/api/v1/RefusedHost.ts';

export interface PlacementDecision {
  'at'?: (string);
  'operation'?: (string);
  'hostId'?: (string);
  'hostName'?: (string);
  'reason'?: (string);
  'score'?: (number | string);
  'scores'?: (_rapidvm_api_v1_PartScore)[];
  'fitting'?: (number);
  'refused'?: (_rapidvm_api_v1_RefusedHost)[];
  'refusedByCode'?: ({[key: string]: number});
}

export interface PlacementDecision__Output {
  'at': (string);
  'operation': (string);
  'hostId': (string);
  'hostName': (string);
  'reason': (string);
  'score': (number);
  'scores': (_rapidvm_api_v1_PartScore__Output)[];
  'fitting': (number);
  'refused': (_rapidvm_api_v1_RefusedHost__Output)[];
  'refusedByCode': ({[key: string]: number});
}
