import type { Selector } from '@rapidvm/domain';
import { formatBytes, MIB } from '@rapidvm/kernel';

/** Names people know for the ids in `host=…` and `vm=…`; others as they are. */
export type NameSelector = (selector: Selector) => string;

/** Exact to the MiB where rounding would lie: what is said to fit must fit. */
export function mebibytes(count: number): string {
  return count % 1024 === 0 || count < 1024 ? formatBytes(count * MIB) : `${count} MiB`;
}

export const processors = (count: number): string => (count === 1 ? '1 processor' : `${count} processors`);

export function vmsThere(count: number, selector: string | null = null): string {
  const meant = selector === null ? '' : ` ${selector}`;
  return count === 1 ? `1 VM${meant} is there` : `${count} VMs${meant} are there`;
}
