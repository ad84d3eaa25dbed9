import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinLine } from './join-line.ts';

const run = promisify(execFile);
const TOKEN = 'rvmjoin1:id:secret:print@https://one.test:1,https://two.test:2';
const SCRIPT = 'read -r token; echo "ran with $token"\n';
const sha256 = createHash('sha256').update(SCRIPT).digest('hex');

let folder: string;
/** A curl that knows one address, and notes how it was called. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'join-line-'));
  const curl = `#!/bin/sh
echo "$@" >> "${folder}/calls"
[ "$6" = https://two.test:2/join ] && printf %s '${SCRIPT}' > "$5"`;
  await writeFile(join(folder, 'curl'), curl);
  await writeFile(join(folder, 'wget'), '#!/bin/sh\nexit 4');
  for (const program of ['curl', 'wget']) await chmod(join(folder, program), 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const paste = (line: string) =>
  run('bash', ['-c', line], { env: { PATH: `${folder}:/usr/bin:/bin`, TMPDIR: folder } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );

describe('the line', () => {
  it('is one line', () => {
    expect(joinLine(TOKEN, sha256)).not.toContain('\n');
  });

  it('tries the addresses in turn, runs the script it knows, gives it the token, and leaves nothing behind', async () => {
    const { code, stdout } = await paste(joinLine(TOKEN, sha256));
    expect(code).toBe(0);
    expect(stdout).toBe(`ran with ${TOKEN}\n`);
    expect((await readdir(folder)).sort()).toEqual(['calls', 'curl', 'wget']);
  });

  it('runs nothing else, and says so', async () => {
    const { code, stdout, stderr } = await paste(joinLine(TOKEN, 'ab'.repeat(32)));
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('no controller of this line answers');
  });
});
