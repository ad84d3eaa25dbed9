import { ofCapacity } from '../filter.ts';

export const acceleratorFilter = ofCapacity(({ accelerator }, { accelerator: { kind, reason } }) =>
  accelerator === 'any' || kind === 'kvm' ? null : { code: 'accelerator', because: reason },
);
