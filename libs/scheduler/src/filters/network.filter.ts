import { ofCapacity } from '../filter.ts';

export const networkFilter = ofCapacity(({ networks }, capacity) => {
  const network = networks.find((name) => !capacity.networks.has(name));
  return network === undefined ? null : { code: 'network-missing', network };
});
