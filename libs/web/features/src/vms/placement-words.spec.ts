import { expect, it } from 'vitest';
import { decidedText, refusedText, wishTexts } from './placement-words.ts';

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

it('what was decided is told with when and among how many', () => {
  const host = { at: '2026-11-21T10:00:00Z', hostId: 'h', hostName: 'oak', reason: '', score: 1, scores: [], refused: [] };
  const told = (operation: 'create' | 'start' | 'move', fitting: number, refusedByCode = {}): string =>
    decidedText({ ...host, operation, fitting, refusedByCode });
  expect(told('create', 2, { memory: 1 })).toBe('when it was created: 2 hosts fitted, refused 1 for memory');
  expect(told('start', 1)).toBe('when it was started: 1 host fitted');
  expect(told('move', 0)).toBe('when it was moved');
  expect(decidedText(null)).toBe('');
});
