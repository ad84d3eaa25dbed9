import type { Role } from '@rapidvm/domain';
import { notAuthenticated } from '../change/changes.ts';
import type { CallContext } from '../ports/index.ts';

/** The caller's role. Refuses `not-authenticated`. */
export function roleOf({ caller }: CallContext): Role {
  if (caller === null) throw notAuthenticated();
  return caller.role;
}
