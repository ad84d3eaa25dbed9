import { ofCapacity } from '../filter.ts';

export const datastoreFilter = ofCapacity(({ datastores }, capacity) => {
  for (const [datastore, needed] of datastores) {
    const available = capacity.datastores.get(datastore)?.freeBytes;
    if (available === undefined) return { code: 'datastore-missing', datastore };
    if (available < needed) return { code: 'datastore-full', datastore, needed, available };
  }
  return null;
});
