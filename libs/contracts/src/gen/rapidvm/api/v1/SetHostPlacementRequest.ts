// Original file: proto/api/v1/api.proto


export interface SetHostPlacementRequest {
  'id'?: (string);
  'labels'?: ({[key: string]: string});
  'removeLabels'?: (string)[];
  'rack'?: (string);
  'memoryRatio'?: (number | string);
  'cpuRatio'?: (number | string);
  '_rack'?: "rack";
  '_memoryRatio'?: "memoryRatio";
  '_cpuRatio'?: "cpuRatio";
}

export interface SetHostPlacementRequest__Output {
  'id': (string);
  'labels': ({[key: string]: string});
  'removeLabels': (string)[];
  'rack'?: (string);
  'memoryRatio'?: (number);
  'cpuRatio'?: (number);
  '_rack'?: "rack";
  '_memoryRatio'?: "memoryRatio";
  '_cpuRatio'?: "cpuRatio";
}
