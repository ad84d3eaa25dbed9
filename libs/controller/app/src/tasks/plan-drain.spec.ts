import type { Task, VmState } from '@rapidvm/domain';
import { VM_STATES } from '@rapidvm/domain';
import { asGeneration, asId } from '@rapidvm/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VmRow } from '../ports/index.ts';
import { isToRun, maybeRuns, planDrain } from './plan-drain.ts';

const AT = '2026-01-01T00:00:00.000Z';

function row(name: string, state: VmState, busyWith: string | null = null, desiredPower: 'on' | 'off' = 'on'): VmRow {
  const id = asId<VmRow['intent']['id']>(name);
  const size = { architecture: 'x86_64', cpus: 1, memoryMiB: 64, datastore: 'nas' } as const;
  return {
    intent: {
      ...{ id, name, desiredPower, hostId: asId('h'), createdAt: AT, generation: asGeneration(1) },
      spec: { ...size, imageId: asId('i'), disks: [], nics: [], labels: {}, display: 'std', restart: 'always' },
    },
    observed: {
      ...{ vmId: id, hostId: asId('h'), state, since: AT, reason: null, accelerator: null, restarts: 0 },
      generation: asGeneration(1),
    },
    ...{ hostName: 'h', hostState: 'draining', imageName: 'i' },
    activeTaskId: busyWith === null ? null : asId(busyWith),
  };
}

function part(name: string, state: Task['state']): Task {
  const subject = { kind: 'vm', id: asId<VmRow['intent']['id']>(name), name } as const;
  const times = { createdAt: AT, startedAt: AT, endedAt: state === 'running' ? null : AT };
  return {
    ...{ id: asId(`move-${name}`), kind: 'vm.move', subject, state, progress: 0, message: '', steps: [], ...times },
    ...{ cancelRequested: false, error: null, requestedBy: 'ada' },
  };
}

const NOBODY: ReadonlySet<string> = new Set();
const plan = (rows: readonly VmRow[], parts: readonly Task[] = [], refused = NOBODY, isReachable = true) => {
  const next = planDrain({ rows, parts, refused, isReachable });
  if (next.do === 'end') return 'end';
  return `${next.do} ${next.do === 'wait-for-part' ? next.part.subject.name : next.row.intent.name}`;
};

describe('a drain', () => {
  it('moves one VM at a time, each once, and waits for those with whom others are busy', () => {
    const rows = [row('a', 'running', 'stop'), row('b', 'stopped'), row('c', 'running')];
    expect(plan(rows)).toBe('move b');
    expect(plan(rows, [part('b', 'running')])).toBe('wait-for-part b');
    expect(plan(rows, [part('b', 'failed')])).toBe('move c');
    expect(plan(rows, [part('b', 'failed'), part('c', 'failed')])).toBe('wait-for-vm a');
    expect(plan(rows.slice(1), [part('b', 'failed')], new Set(['c']))).toBe('end');
  });

  it('ends where there is nothing that it could do: VMs that were never made or can’t be seen, or a host that is lost', () => {
    expect(plan([row('a', 'created'), row('b', 'unknown'), row('c', 'destroyed')])).toBe('end');
    expect(plan([row('a', 'created', 'create')])).toBe('wait-for-vm a');
    expect(plan([row('a', 'running')], [], NOBODY, false)).toBe('end');
  });

  it('comes to an end, whatever becomes of its moves', () => {
    const anyRows = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom(...'abcdef'),
        state: fc.constantFrom(...VM_STATES),
        fits: fc.boolean(),
        goes: fc.boolean(),
      }),
      { selector: ({ name }) => name },
    );
    fc.assert(
      fc.property(anyRows, (drafts) => {
        let rows = drafts.map(({ name, state }) => row(name, state));
        const parts: Task[] = [];
        const refused = new Set<string>();
        for (let turn = 0; ; turn += 1) {
          expect(turn).toBeLessThanOrEqual(drafts.length);
          const next = planDrain({ rows, parts, refused, isReachable: true });
          if (next.do !== 'move') break;
          const { name } = next.row.intent;
          const draft = drafts.find((each) => each.name === name);
          if (draft?.fits !== true) refused.add(name);
          else parts.push(part(name, draft.goes ? 'succeeded' : 'failed'));
          if (draft?.fits === true && draft.goes) rows = rows.filter(({ intent }) => intent.name !== name);
        }
      }),
    );
  });

  it('starts again what ran, or was about to, and nothing else', () => {
    expect([row('a', 'running'), row('a', 'paused'), row('a', 'crashed')].map(isToRun)).toEqual([true, true, true]);
    expect([row('a', 'crashed', null, 'off'), row('a', 'stopped'), row('a', 'unknown')].map(isToRun)).toEqual([
      false,
      false,
      false,
    ]);
    expect([maybeRuns(row('a', 'unknown'), true), maybeRuns(row('a', 'unknown'), false)]).toEqual([false, true]);
  });
});
