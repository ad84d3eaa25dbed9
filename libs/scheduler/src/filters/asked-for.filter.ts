import type { Filter } from '../filter.ts';

export const askedForFilter: Filter = ({ askedFor }, { id }) =>
  askedFor === null || askedFor.id === id ? null : { code: 'other-host-asked', wanted: askedFor.name };
