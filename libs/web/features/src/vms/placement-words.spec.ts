import { expect, it } from 'vitest';
import { refusedText, wishTexts } from './placement-words.ts';

it('wishes are told one by one; a VM without any may run anywhere', () => {
  expect(wishTexts({ accelerator: 'any', cpuModel: null, cpuFlags: [], rules: [] })).toEqual([]);
  const rules = [
    { about: 'hosts', wish: 'with', strength: 'must', selector: 'disk=ssd' } as const,
    { about: 'vms', wish: 'without', strength: 'should', selector: 'app=db' } as const,
  ];
  expect(wishTexts({ accelerator: 'kvm', cpuModel: 'N100', cpuFlags: ['aes'], rules })).toEqual([
    'only with KVM',
    'a processor N100',
    'processor features aes',
    'on hosts with disk=ssd',
    'rather apart from app=db',
  ]);
});

it('refusals are counted by reason, most first', () => {
  expect(refusedText({ architecture: 1, memory: 3, cpus: 1 })).toBe('3 for memory, 1 for architecture, 1 for cpus');
  expect(refusedText({})).toBe('');
});
