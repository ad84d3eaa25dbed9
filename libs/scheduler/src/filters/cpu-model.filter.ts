import { ofCapacity } from '../filter.ts';

export const cpuModelFilter = ofCapacity(({ cpuModel: needs }, { cpuModel: has }) =>
  needs === null || has.toLowerCase().includes(needs.toLowerCase()) ? null : { code: 'cpu-model', has, needs },
);
