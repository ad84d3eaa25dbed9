// Original file: proto/api/v1/api.proto


export interface HostPlacement {
  'labels'?: ({[key: string]: string});
  'rack'?: (string);
  'memoryRatio'?: (number | string);
  'cpuRatio'?: (number | string);
  '_rack'?: "rack";
  '_memoryRatio'?: "memoryRatio";
  '_cpuRatio'?: "cpuRatio";
}

export interface HostPlacement__Output {
  'labels': ({[key: string]: string});
  'rack'?: (string);
  'memoryRatio'?: (number);
  'cpuRatio'?: (number);
  '_rack'?: "rack";
  '_memoryRatio'?: "memoryRatio";
  '_cpuRatio'?: "cpuRatio";
}
