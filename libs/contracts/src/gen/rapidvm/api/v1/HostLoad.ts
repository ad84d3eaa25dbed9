// Original file: proto/api/v1/api.proto


export interface HostLoad {
  'load1'?: (number | string);
  'freeMemoryMib'?: (number);
  'runningVms'?: (number);
  'temperatureC'?: (number | string);
  '_temperatureC'?: "temperatureC";
}

export interface HostLoad__Output {
  'load1': (number);
  'freeMemoryMib': (number);
  'runningVms': (number);
  'temperatureC'?: (number);
  '_temperatureC'?: "temperatureC";
}
