import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KvmProof, VirtualisationFacts } from './choose-accelerator.ts';
import { chooseAccelerator, isKvmPlausible } from './choose-accelerator.ts';

const GOOD: VirtualisationFacts = { hostArchitecture: 'x86_64', device: 'opens', processorFlag: true, proof: { kind: 'ran' } };

describe('chooseAccelerator', () => {
  it.each<readonly [string, Partial<VirtualisationFacts>, RegExp]>([
    ['no device', { device: 'missing' }, /no \/dev\/kvm/],
    ['no permission', { device: 'not-permitted' }, /may not open/],
    ['a device that does not open', { device: 'broken' }, /does not open/],
    ['a device without the processor', { processorFlag: false }, /neither vmx nor svm/],
    ['a guest that hung', { proof: { kind: 'failed', cause: 'it hung for 5000 ms' } }, /it hung for 5000 ms/],
    ['no proof', { proof: { kind: 'not-tried' } }, /no test guest/],
  ])('chooses emulation for %s and says why', (_, facts, reason) => {
    const chosen = chooseAccelerator({ ...GOOD, ...facts }, 'x86_64');
    expect(chosen.kind).toBe('tcg');
    expect(chosen.reason).toMatch(reason);
  });

  it('chooses KVM where a guest ran under it', () => {
    expect(chooseAccelerator(GOOD, 'x86_64').kind).toBe('kvm');
    expect(chooseAccelerator({ ...GOOD, hostArchitecture: 'aarch64', processorFlag: null }, 'aarch64').kind).toBe('kvm');
  });

  it('emulates the other architecture', () => {
    expect(chooseAccelerator(GOOD, 'aarch64')).toEqual({
      kind: 'tcg',
      reason: 'aarch64 guests on x86_64 hosts are always emulated',
    });
  });

  const proofs = fc.constantFrom<KvmProof>({ kind: 'ran' }, { kind: 'not-tried' }, { kind: 'failed', cause: 'x' });
  const anyFacts = fc.record({
    hostArchitecture: fc.constantFrom('x86_64' as const, 'aarch64' as const),
    device: fc.constantFrom('opens' as const, 'missing' as const, 'not-permitted' as const, 'broken' as const),
    processorFlag: fc.constantFrom(true, false, null),
    proof: proofs,
  });

  it('never chooses KVM without proof, nor where it is implausible', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom('x86_64' as const, 'aarch64' as const), (facts, guest) => {
        const chosen = chooseAccelerator(facts, guest);
        expect(chosen.reason).not.toBe('');
        if (chosen.kind === 'kvm')
          expect([facts.proof.kind, isKvmPlausible(facts), guest]).toEqual(['ran', true, facts.hostArchitecture]);
      }),
    );
  });
});
