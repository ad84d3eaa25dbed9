import { CAN_TAKE_VMS } from '@rapidvm/domain';
import type { Filter } from '../filter.ts';

/** A host that can't be reached, is in maintenance or being drained, or has not said what it is, takes no VM. */
export const hostStateFilter: Filter = (_demand, { state, because, capacity }) => {
  if (!CAN_TAKE_VMS.includes(state)) return { code: 'host-state', state, because };
  return capacity === null ? { code: 'host-untold' } : null;
};
