// Original file: proto/api/v1/api.proto


export interface SetPlacementDefaultsRequest {
  'memoryRatio'?: (number | string);
  'cpuRatio'?: (number | string);
  '_memoryRatio'?: "memoryRatio";
  '_cpuRatio'?: "cpuRatio";
}

export interface SetPlacementDefaultsRequest__Output {
  'memoryRatio'?: (number);
  'cpuRatio'?: (number);
  '_memoryRatio'?: "memoryRatio";
  '_cpuRatio'?: "cpuRatio";
}
