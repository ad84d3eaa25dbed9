// Original file: proto/agent/v1/agent.proto


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
