// Original file: proto/api/v1/api.proto

import type { Long } from '@grpc/proto-loader';

export interface CreateVmRequest {
  'name'?: (string);
  'image'?: (string);
  'cpus'?: (number);
  'memoryMib'?: (number);
  'diskMib'?: (number | string | Long);
  'network'?: (string);
  'display'?: (string);
  'restart'?: (string);
  'host'?: (string);
  'labels'?: ({[key: string]: string});
  'start'?: (boolean);
  'accelerator'?: (string);
  'cpuModel'?: (string);
  'cpuFlags'?: (string)[];
  'onHosts'?: (string)[];
  'notOnHosts'?: (string)[];
  'preferHosts'?: (string)[];
  'avoidHosts'?: (string)[];
  'nearVms'?: (string)[];
  'apartFromVms'?: (string)[];
  'preferNearVms'?: (string)[];
  'preferApartFromVms'?: (string)[];
  '_cpus'?: "cpus";
  '_memoryMib'?: "memoryMib";
  '_diskMib'?: "diskMib";
  '_network'?: "network";
  '_display'?: "display";
  '_restart'?: "restart";
  '_host'?: "host";
  '_start'?: "start";
  '_accelerator'?: "accelerator";
  '_cpuModel'?: "cpuModel";
}

export interface CreateVmRequest__Output {
  'name': (string);
  'image': (string);
  'cpus'?: (number);
  'memoryMib'?: (number);
  'diskMib'?: (number);
  'network'?: (string);
  'display'?: (string);
  'restart'?: (string);
  'host'?: (string);
  'labels': ({[key: string]: string});
  'start'?: (boolean);
  'accelerator'?: (string);
  'cpuModel'?: (string);
  'cpuFlags': (string)[];
  'onHosts': (string)[];
  'notOnHosts': (string)[];
  'preferHosts': (string)[];
  'avoidHosts': (string)[];
  'nearVms': (string)[];
  'apartFromVms': (string)[];
  'preferNearVms': (string)[];
  'preferApartFromVms': (string)[];
  '_cpus'?: "cpus";
  '_memoryMib'?: "memoryMib";
  '_diskMib'?: "diskMib";
  '_network'?: "network";
  '_display'?: "display";
  '_restart'?: "restart";
  '_host'?: "host";
  '_start'?: "start";
  '_accelerator'?: "accelerator";
  '_cpuModel'?: "cpuModel";
}
