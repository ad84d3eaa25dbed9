// Original file: proto/api/v1/api.proto


export interface PlacementDefaults {
  'memoryRatio'?: (number | string);
  'cpuRatio'?: (number | string);
  'reservedMemoryMib'?: (number);
}

export interface PlacementDefaults__Output {
  'memoryRatio': (number);
  'cpuRatio': (number);
  'reservedMemoryMib': (number);
}
