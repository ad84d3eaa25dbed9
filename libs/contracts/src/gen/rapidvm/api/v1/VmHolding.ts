// Original file: proto/api/v1/api.proto


export interface VmHolding {
  'memoryMib'?: (number);
  'cpus'?: (number);
}

export interface VmHolding__Output {
  'memoryMib': (number);
  'cpus': (number);
}
