import { expect, it } from 'vitest';
import { runProgram } from './run-program.ts';

it('takes a program that reads nothing and is over at once for one that ended well, however busy the machine is', async () => {
  const atOnce = Array.from({ length: 100 }, () => runProgram('Nothing', { argv: ['true'], env: {} }));
  await expect(Promise.all(atOnce)).resolves.toHaveLength(100);
});

it('says why one did not end well, to people and to programs', async () => {
  const refused = runProgram('Looking', { argv: ['ls', '/there/is/no/such'], env: { LC_ALL: 'C' } });
  await expect(refused).rejects.toMatchObject({
    code: 'unavailable',
    details: { what: 'Looking', cause: expect.stringMatching(/^exit code 2: ls: .*No such file/) },
    cause: { message: expect.stringMatching(/^exit code 2: /) },
  });
});

it('gives a program what it is to read', async () => {
  await runProgram('Comparing', { argv: ['grep', '-qx', 'both'], env: {}, input: 'first\nboth\n' });
});
