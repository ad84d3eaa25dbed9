import { ofCapacity } from '../filter.ts';

export const architectureFilter = ofCapacity(({ architecture: needs }, { architecture: has }) =>
  has === needs ? null : { code: 'architecture', has, needs },
);
