/** What a VM asks of its host, and how many hosts were refused for what, in words. */
import type { VmExplanationView } from '@rapidvm/operations';

type Wishes = VmExplanationView['wishes'];

const VERBS = {
  hosts: { with: 'on hosts with', without: 'not on hosts with' },
  vms: { with: 'beside', without: 'apart from' },
} as const;

/** What the parts of a host's score are about. Each is out of 100 %. */
export const SCORE_WORDS: Readonly<Record<string, string>> = {
  accelerator: 'hardware acceleration',
  wishes: 'what the VM asks for',
  balance: 'room left',
  racks: 'spread over racks',
  'image-locality': 'has the image',
};

/** One for each wish; none: it may run anywhere. */
export function wishTexts(wishes: Wishes | undefined): readonly string[] {
  if (wishes === undefined) return [];
  const { accelerator, cpuModel, cpuFlags, rules } = wishes;
  return [
    ...(accelerator === 'kvm' ? ['only with KVM'] : []),
    ...(cpuModel === null ? [] : [`a processor ${cpuModel}`]),
    ...(cpuFlags.length === 0 ? [] : [`processor features ${cpuFlags.join(' ')}`]),
    ...rules.map(
      ({ about, wish, strength, selector }) => `${strength === 'should' ? 'rather ' : ''}${VERBS[about][wish]} ${selector}`,
    ),
  ];
}

const WHEN = { create: 'when it was created', start: 'when it was started', move: 'when it was moved' } as const;

/** When the VM's host was decided, and among how many; of a VM that is back where it was there was nothing to choose from. */
export function decidedText(decision: VmExplanationView['decision']): string {
  if (decision === null) return '';
  const { operation, fitting, refusedByCode } = decision;
  if (fitting === 0) return WHEN[operation];
  const refused = refusedText(refusedByCode);
  return `${WHEN[operation]}: ${fitting} ${fitting === 1 ? 'host' : 'hosts'} fitted${refused === '' ? '' : `, refused ${refused}`}`;
}

/** "2 for memory, 1 for architecture", most first; empty: none. */
export function refusedText(refusedByCode: Readonly<Record<string, number>>): string {
  return Object.entries(refusedByCode)
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .map(([code, count]) => `${count} for ${code}`)
    .join(', ');
}
