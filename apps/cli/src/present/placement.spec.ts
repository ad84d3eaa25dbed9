import type { OperationOutput } from '@rapidvm/operations';
import { expect, it } from 'vitest';
import { explanation } from './placement.ts';

const PLAIN = { colour: false, nowMs: 0 };
const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const EXPLAINED: OperationOutput<'vm.explain'> = {
  vmId: id,
  vmName: 'web-1',
  vmState: 'running',
  hostId: id,
  hostName: 'oak',
  wishes: {
    accelerator: 'kvm',
    cpuModel: null,
    cpuFlags: [],
    rules: [{ about: 'vms', wish: 'without', strength: 'should', selector: 'app=db' }],
  },
  holds: { memoryMiB: 2048, cpus: 2 },
  decision: {
    at: '2026-11-21T10:00:00Z',
    operation: 'start',
    hostId: id,
    hostName: 'oak',
    reason: 'it is the only host that fits',
    score: 0.8,
    scores: [],
    fitting: 1,
    refused: [],
    refusedByCode: { memory: 1 },
  },
  fitting: 1,
  hosts: [
    {
      hostId: id,
      hostName: 'oak',
      state: 'active',
      isCurrent: true,
      fits: true,
      score: 0.8,
      scores: [{ name: 'balance', value: 0.5, weight: 4 }],
      obstacles: [],
    },
    {
      hostId: id,
      hostName: 'pi',
      state: 'active',
      isCurrent: false,
      fits: false,
      score: null,
      scores: [],
      obstacles: [
        { code: 'memory', reason: 'needs 1 GiB more', change: 'reduce memory to 1 GiB', figures: null },
        { code: 'datastore-missing', reason: 'it does not have the datastore nas', change: null, figures: null },
      ],
    },
  ],
  hostCount: 3,
};

it('an explanation says why there, and of each other host every reason and what would help', () => {
  const text = explanation(EXPLAINED, PLAIN);
  expect(text).toMatch(/Why there +it is the only host that fits/);
  expect(text).toMatch(/Decided +2026-11-21T10:00:00Z \(just now\) at start: 1 host fitted, refused 1 for memory/);
  expect(text).toMatch(/Holds +2 GiB memory, 2 processors/);
  expect(text).toMatch(/Asks for +KVM, rather be apart from app=db/);
  expect(text).toContain('Now it would fit on 1 of 3 hosts:');
  // Scores are for comparing.
  expect(text).toMatch(/oak \* +yes +the only one that fits/);
  expect(text).not.toContain('0.80');
  const [oak] = EXPLAINED.hosts;
  const two = oak === undefined ? [] : [oak, { ...oak, hostName: 'elm', isCurrent: false }];
  const compared = explanation({ ...EXPLAINED, hosts: two, fitting: 2, hostCount: 2 }, PLAIN);
  expect(compared).toMatch(/oak \* +yes +0\.80 +balance 0\.50\nelm +yes +0\.80/);
  expect(compared).toContain('Each score is from 0 to 1');
  expect(text).toMatch(/pi +no +needs 1 GiB more +reduce memory to 1 GiB\n +it does not have the datastore nas/);
  expect(text).toContain('… and 1 more hosts (--limit)');
});

it('says of a VM that is back where it was only when that was decided', () => {
  const decision = { ...EXPLAINED.decision!, operation: 'move' as const, fitting: 0, refusedByCode: {} };
  expect(explanation({ ...EXPLAINED, decision }, PLAIN)).toMatch(/Decided +2026-11-21T10:00:00Z \([^)]*\) at move\n/);
});
