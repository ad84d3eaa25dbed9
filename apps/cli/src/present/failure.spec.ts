import { invalidInput, notFound, RapidError } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { CliError, usageError } from '../cli-error.ts';
import { EXIT } from '../exit-codes.ts';
import { exitCodeFor, failureJson, failureText } from './failure.ts';

const PLAIN = { colour: false, nowMs: 0 };

describe('failures', () => {
  it('say what failed, each field in the way, and what to do', () => {
    const error = invalidInput([
      { field: 'cpus', value: '999', rule: 'must be at most 64' },
      { field: 'name', value: 'X', rule: 'must be lower case' },
    ]);
    expect(failureText(error, PLAIN)).toBe(
      [
        'rapidvm: cpus: must be at most 64, got 999 (and 1 more) (invalid-input)',
        '  cpus: must be at most 64, got 999',
        '  name: must be lower case, got X',
        '  → Correct the fields named and send the request again',
      ].join('\n'),
    );
  });

  it('say why each host was refused, and what QEMU said', () => {
    const none = new RapidError(
      'no-host-fits',
      'No host fits',
      {
        refusals: [
          { host: 'pi', code: 'memory', reason: 'needs 512 MiB more', change: 'reduce memory to 1 GiB' },
          { host: 'oak', code: 'datastore-missing', reason: 'it does not have the datastore nas', change: null },
        ],
        hosts: 2,
      },
      'Add a host',
    );
    expect(failureText(none, PLAIN)).toContain('\n  pi: needs 512 MiB more (reduce memory to 1 GiB)\n  oak: it does not');
    const refusals = [
      { host: 'pi', code: 'memory', reason: 'needs 512 MiB more', change: 'reduce memory to 1 GiB' },
      { host: 'oak', code: 'memory', reason: 'needs 1 GiB more', change: 'reduce memory to 512 MiB' },
    ];
    const message = 'No host fits: pi: needs 512 MiB more; oak: needs 1 GiB more';
    const told = new RapidError('no-host-fits', message, { refusals, hosts: 2 }, 'Nearest is pi: reduce memory to 1 GiB');
    expect(failureText(told, PLAIN).split('\n')).toEqual([
      `rapidvm: ${message} (no-host-fits)`,
      '  oak: reduce memory to 512 MiB',
      '  → Nearest is pi: reduce memory to 1 GiB',
    ]);
    const stayed = [{ vm: 'web', code: 'no-host-fits', reason: 'its disk is on pi only', change: null }];
    const partly = new RapidError('drain-incomplete', '1 VM stayed', { host: 'pi', moved: 2, stayed, vms: 1 }, 'Move it');
    expect(failureText(partly, PLAIN)).toContain('\n  web: its disk is on pi only\n');
    const failed = new RapidError(
      'qemu-failed',
      'QEMU ended',
      { vm: 'a', phase: 'start', exitCode: 1, output: 'one\ntwo\n' },
      'Look',
    );
    expect(failureText(failed, PLAIN)).toContain('\n  one\n  two\n');
  });

  it('have their documented exit codes', () => {
    const cases: readonly (readonly [unknown, number])[] = [
      [invalidInput([]), 2],
      [usageError('x', 'y'), 2],
      [new RapidError('not-authenticated', '', { reason: 'missing' }, ''), 3],
      [new RapidError('not-permitted', '', { operation: '', needs: '', has: '' }, ''), 4],
      [notFound('vm', 'x'), 5],
      [new CliError(EXIT.unreachable, '', ''), 6],
      [new RapidError('timed-out', '', { what: '', afterMs: 1 }, ''), 7],
      [new RapidError('wrong-state', '', { kind: '', id: '', state: '', action: '', allowedIn: [] }, ''), 1],
      [new Error('unforeseen'), 1],
    ];
    for (const [error, code] of cases) expect(exitCodeFor(error)).toBe(code);
  });

  it('are JSON with --json', () => {
    expect(failureJson(notFound('vm', 'x'))).toMatchObject({ code: 'not-found', details: { kind: 'vm', id: 'x' } });
    expect(failureJson(usageError('bad', 'do'))).toEqual({ code: 'cli', message: 'bad', hint: 'do', details: {} });
  });
});
