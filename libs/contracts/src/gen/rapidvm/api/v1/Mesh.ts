// Original file: proto/api/v1/api.proto

import type { MeshNeighbour as _rapidvm_api_v1_MeshNeighbour, MeshNeighbour__Output as _rapidvm_api_v1_MeshNeighbour__Output } from '../../../rapidvm/api/v1/MeshNeighbour.ts';
import type { MeshMember as _rapidvm_api_v1_MeshMember, MeshMember__Output as _rapidvm_api_v1_MeshMember__Output } from '../../../rapidvm/api/v1/MeshMember.ts';

export interface Mesh {
  'viewId'?: (string);
  'seenBy'?: (_rapidvm_api_v1_MeshNeighbour | null);
  'isolated'?: (boolean);
  'memberCount'?: (number);
  'countByState'?: ({[key: string]: number});
  'members'?: (_rapidvm_api_v1_MeshMember)[];
}

export interface Mesh__Output {
  'viewId': (string);
  'seenBy': (_rapidvm_api_v1_MeshNeighbour__Output | null);
  'isolated': (boolean);
  'memberCount': (number);
  'countByState': ({[key: string]: number});
  'members': (_rapidvm_api_v1_MeshMember__Output)[];
}
