import type { PageQuery } from './ports/index.ts';

export function pageOf({ limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }): PageQuery {
  return { limit, ...given({ cursor }) };
}

/** Without the fields that were not given. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
