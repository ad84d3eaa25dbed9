/** The product on a PostgreSQL of the user's own: on TCP with TLS and a password, named by a file. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTcpPostgres, type ExternalPostgres } from '../integration/harness/tcp-postgres.ts';
import { dataLayout } from '../../scripts/launcher/data-layout.ts';
import { launcher, startProduct, type Product } from './harness/index.ts';

const run = promisify(execFile);
let folder: string;
let server: ExternalPostgres;
let password: string;
let urlFile: string;
let product: Product;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapidvm-e2e-db-'));
  server = await startTcpPostgres();
  password = decodeURIComponent(new URL(server.url).password);
  urlFile = join(folder, 'database-url');
  await writeFile(urlFile, `${server.url}\n`, { mode: 0o600 });
  // As a person types it: from where they stand.
  product = await startProduct({ hello: false, more: ['--database-url-file', relative(process.cwd(), urlFile)] });
});
afterAll(async () => {
  await product?.stop();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

async function countVms(): Promise<number> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM vm');
  await client.end();
  return Number(rows[0]?.count);
}

/** Every process of this product with its environment. */
async function everyCommandLine(): Promise<string> {
  return (await run('ps', ['axwwe', '-o', 'args'], { maxBuffer: 64 * 1024 * 1024 })).stdout;
}

async function filesWith(text: string, root: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await readdir(root, { recursive: true })) {
    const path = join(root, name);
    if ((await stat(path)).isFile() && (await readFile(path)).includes(text)) found.push(path);
  }
  return found;
}

describe('an external PostgreSQL', () => {
  it('keeps everything, and none of our own is started or made', async () => {
    const image = (await product.api.call('image.list', {})).items[0]!;
    const { task } = await product.api.call('vm.create', { name: 'elsewhere', image: image.id, memoryMiB: 128 });
    await product.finished(task);
    expect(await countVms()).toBe(1);
    expect((await product.processes()).postgres).toBeNull();
    await expect(stat(join(dataLayout(product.dataDir).controllerData, 'postgres'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('has its password in no command line, environment, log or file but its own', async () => {
    expect(await everyCommandLine()).toContain(product.dataDir);
    expect(await everyCommandLine()).not.toContain(password);
    const { root, logs, controllerConfig, state } = dataLayout(product.dataDir);
    expect(await readFile(controllerConfig, 'utf8')).toContain(urlFile);
    expect(await readFile(state, 'utf8')).toContain(urlFile);
    expect((await readdir(logs)).length).toBeGreaterThan(0);
    expect(await filesWith(password, root)).toEqual([]);
  });

  it('is gone back to by an up that does not name it again', async () => {
    await product.down();
    const again = await launcher(['up', '--detach', '--json', '--no-hello', '--data', product.dataDir]);
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining(urlFile)]);
    expect((await product.api.call('vm.list', {})).items.map(({ name }) => name)).toEqual(['elsewhere']);
    expect((await product.processes()).postgres).toBeNull();
  });
});

describe('the file with its URL', () => {
  const up = (): ReturnType<typeof launcher> =>
    launcher(['up', '--detach', '--data', `${product.dataDir}-other`, '--database-url-file', join(folder, 'other')]);

  it.each([
    ['is refused when it is not there', null, 0o600, /must be a file that can be read/],
    ['is refused when everyone can read it', 'postgres://me:hidden@localhost/x', 0o644, /readable by everyone.*\n.*chmod 600/],
    ['is refused when it holds something else', 'hidden', 0o600, /must hold one line/],
  ])('%s, and what it holds is not shown', async (_, content, mode, reason) => {
    const file = join(folder, 'other');
    if (content !== null) await writeFile(file, content);
    if (content !== null) await chmod(file, mode);
    const refused = await up();
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(reason)]);
    expect(refused.stderr).not.toContain('hidden');
    await rm(`${product.dataDir}-other`, { recursive: true, force: true });
  });
});
