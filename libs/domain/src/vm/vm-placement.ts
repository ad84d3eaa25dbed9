/** What a user asks of the place a VM runs at. */
import { isUuid } from '@rapidvm/kernel';
import type { VmSpec } from './vm-spec.ts';

export const ACCELERATOR_WISHES = ['any', 'kvm'] as const;
/** `kvm`: only where the processor itself runs the guest. `any`: emulation, which is slow, will do as well. */
export type AcceleratorWish = (typeof ACCELERATOR_WISHES)[number];

/**
 * A label, as `key` (whatever its value) or `key=value`. Every host has the labels `host` (its id), `rack` and `arch` beside its own, every VM
 * `vm` (its id).
 */
export type Selector = string;

/** `with`: where such a host or VM is. `without`: never, or rather not, there. */
export interface PlacementRule {
  readonly about: 'hosts' | 'vms';
  readonly wish: 'with' | 'without';
  readonly strength: 'must' | 'should';
  readonly selector: Selector;
}

export interface VmPlacement {
  readonly accelerator: AcceleratorWish;
  /** Part of the processor's name as the host tells it, whatever its case; null: any. */
  readonly cpuModel: string | null;
  /** Features the host's processor must have, as Linux names them: `aes`, `avx2`. */
  readonly cpuFlags: readonly string[];
  readonly rules: readonly PlacementRule[];
}

export const ANYWHERE: VmPlacement = { accelerator: 'any', cpuModel: null, cpuFlags: [], rules: [] };

export const PLACEMENT_WISH_LIMITS = {
  /** Rules of one VM, and processor features: more than anybody has read twice. */
  maxRules: 32,
  maxCpuFlags: 64,
} as const;

/** A key of 1–63 characters without spaces or `=`, alone or with a value. */
export const SELECTOR = /^[^\s=]{1,63}(=[^\s].{0,254})?$/u;

/** The wishes of a VM; one whose spec has none may run anywhere. */
export function placementOf(spec: Pick<VmSpec, 'placement'>): VmPlacement {
  return spec.placement ?? ANYWHERE;
}

/** Every selector that something with these labels is meant by. */
export function selectorsOf(labels: Readonly<Record<string, string>>): readonly Selector[] {
  return Object.entries(labels).flatMap(([key, value]) => [key, `${key}=${value}`]);
}

/** Key and value of a selector; the value is null where any will do. */
export function parseSelector(selector: Selector): { readonly key: string; readonly value: string | null } {
  const at = selector.indexOf('=');
  return at < 0 ? { key: selector, value: null } : { key: selector.slice(0, at), value: selector.slice(at + 1) };
}

/** The id in a selector that means one host or one VM; null when it means something else. */
export function selectedId(selector: Selector, kind: 'host' | 'vm'): string | null {
  const { key, value } = parseSelector(selector);
  return key === kind && value !== null && isUuid(value) ? value : null;
}
