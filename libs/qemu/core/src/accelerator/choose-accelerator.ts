import type { Accelerator, Architecture } from '@rapidvm/domain';
import { assertNever } from '@rapidvm/kernel';

/** What opening `/dev/kvm` for reading and writing gave. */
export type KvmDevice = 'opens' | 'missing' | 'not-permitted' | 'broken';

/** What running a tiny guest under KVM gave; `not-tried`: nothing else spoke for KVM. */
export type KvmProof =
  { readonly kind: 'not-tried' } | { readonly kind: 'ran' } | { readonly kind: 'failed'; readonly cause: string };

/** What is known of a host's virtualisation. */
export interface VirtualisationFacts {
  readonly hostArchitecture: Architecture;
  readonly device: KvmDevice;
  /** x86: whether the processor shows vmx or svm. Null: the architecture has no such flag (arm64). */
  readonly processorFlag: boolean | null;
  readonly proof: KvmProof;
}

/**
 * The accelerator for a guest of `guest` architecture. KVM only where a guest was seen to run under it: a device that opens proves nothing
 * (on a virtual machine without nested virtualisation it opens, and guests hang).
 */
export function chooseAccelerator(facts: VirtualisationFacts, guest: Architecture): Accelerator {
  if (guest !== facts.hostArchitecture) {
    return tcg(`${guest} guests on ${facts.hostArchitecture} hosts are always emulated`);
  }
  const device = deviceObstacle(facts.device);
  if (device !== null) return tcg(device);
  if (facts.processorFlag === false) {
    return tcg('/dev/kvm opens, but the processor shows neither vmx nor svm: guests would hang under KVM');
  }
  switch (facts.proof.kind) {
    case 'ran':
      return { kind: 'kvm', reason: 'a test guest ran under KVM' };
    case 'failed':
      return tcg(`/dev/kvm opens, but a test guest did not run under KVM: ${facts.proof.cause}`);
    case 'not-tried':
      return tcg('/dev/kvm opens, but no test guest has run under KVM');
    default:
      return assertNever(facts.proof);
  }
}

/** Whether it is worth the time to run a test guest: nothing else speaks against KVM. */
export function isKvmPlausible(facts: Omit<VirtualisationFacts, 'proof'>): boolean {
  return facts.device === 'opens' && facts.processorFlag !== false;
}

function deviceObstacle(device: KvmDevice): string | null {
  switch (device) {
    case 'opens':
      return null;
    case 'missing':
      return 'the host has no /dev/kvm: switch virtualisation on in its firmware, or load the kvm module';
    case 'not-permitted':
      return 'the agent may not open /dev/kvm: run it as root or in the group kvm';
    case 'broken':
      return '/dev/kvm is there but does not open';
    default:
      return assertNever(device);
  }
}

function tcg(reason: string): Accelerator {
  return { kind: 'tcg', reason };
}
