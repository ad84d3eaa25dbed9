// Original file: proto/api/v1/api.proto


export interface MeshNeighbour {
  'peerId'?: (string);
  'name'?: (string);
}

export interface MeshNeighbour__Output {
  'peerId': (string);
  'name': (string);
}
