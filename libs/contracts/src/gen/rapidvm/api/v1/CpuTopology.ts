// Original file: proto/api/v1/api.proto


export interface CpuTopology {
  'sockets'?: (number);
  'cores'?: (number);
  'threads'?: (number);
}

export interface CpuTopology__Output {
  'sockets': (number);
  'cores': (number);
  'threads': (number);
}
