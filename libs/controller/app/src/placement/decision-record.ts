/** A placement as it is kept with its VM: readable for ever, whatever the scheduler has become since. */
import type { HostId } from '@rapidvm/kernel';

export interface ObstacleRecord {
  readonly code: string;
  readonly reason: string;
  /** The nearest change with which the host would fit; null: none that people can make. */
  readonly change: string | null;
  readonly figures: { readonly needed: number; readonly available: number; readonly unit: 'MiB' | 'bytes' | 'cpus' } | null;
}

export interface DecisionRecord {
  readonly at: string;
  readonly operation: 'create' | 'start' | 'move';
  readonly hostId: HostId;
  readonly hostName: string;
  readonly reason: string;
  /** 0 to 1. */
  readonly score: number;
  readonly scores: readonly { readonly name: string; readonly value: number; readonly weight: number }[];
  readonly fitting: number;
  /** The nearest to fitting; see `refusedByCode` for how many there were. */
  readonly refused: readonly ({ readonly hostId: HostId; readonly hostName: string } & ObstacleRecord)[];
  readonly refusedByCode: Readonly<Record<string, number>>;
}
