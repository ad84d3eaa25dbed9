// Original file: proto/agent/v1/agent.proto

import type { DirectKernel as _rapidvm_agent_v1_DirectKernel, DirectKernel__Output as _rapidvm_agent_v1_DirectKernel__Output } from '../../../rapidvm/agent/v1/DirectKernel.ts';
import type { MachineDisk as _rapidvm_agent_v1_MachineDisk, MachineDisk__Output as _rapidvm_agent_v1_MachineDisk__Output } from '../../../rapidvm/agent/v1/MachineDisk.ts';
import type { MachineNic as _rapidvm_agent_v1_MachineNic, MachineNic__Output as _rapidvm_agent_v1_MachineNic__Output } from '../../../rapidvm/agent/v1/MachineNic.ts';

export interface MachineSpec {
  'vmId'?: (string);
  'name'?: (string);
  'architecture'?: (string);
  'cpus'?: (number);
  'memoryMib'?: (number);
  'directKernel'?: (_rapidvm_agent_v1_DirectKernel | null);
  'disks'?: (_rapidvm_agent_v1_MachineDisk)[];
  'nics'?: (_rapidvm_agent_v1_MachineNic)[];
  'display'?: (string);
  'restart'?: (string);
  '_directKernel'?: "directKernel";
}

export interface MachineSpec__Output {
  'vmId': (string);
  'name': (string);
  'architecture': (string);
  'cpus': (number);
  'memoryMib': (number);
  'directKernel'?: (_rapidvm_agent_v1_DirectKernel__Output | null);
  'disks': (_rapidvm_agent_v1_MachineDisk__Output)[];
  'nics': (_rapidvm_agent_v1_MachineNic__Output)[];
  'display': (string);
  'restart': (string);
  '_directKernel'?: "directKernel";
}
