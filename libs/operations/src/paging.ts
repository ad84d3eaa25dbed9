import { z } from 'zod';

/** A page is bounded so that no answer grows with the cluster; 200 rows of VMs are about 200 kB. */
export const PAGE_LIMITS = { defaultItems: 50, maxItems: 1000 } as const;

export const pageInput = z.object({
  limit: z.int().min(1).max(PAGE_LIMITS.maxItems).default(PAGE_LIMITS.defaultItems),
  cursor: z.string().max(256).optional().describe('`nextCursor` of the page before'),
});

/** A page of items; `nextCursor` is null on the last one. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}
