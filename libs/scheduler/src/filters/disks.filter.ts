import type { Filter } from '../filter.ts';

/** Disks are reached where they were made, and where the same place is shared. */
export const disksFilter: Filter = ({ disks }, { id, capacity }) => {
  if (disks === null || disks.hostId === id || capacity === null) return null;
  const there = capacity.datastores.get(disks.datastore);
  const isShareable = disks.datastoreId !== null;
  const isShared = isShareable && there?.id === disks.datastoreId;
  return isShared ? null : { code: 'disks-elsewhere', datastore: disks.datastore, host: disks.hostName, isShareable };
};
