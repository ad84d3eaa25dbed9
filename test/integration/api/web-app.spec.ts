import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TestServer } from './support/test-server.ts';
import { startTestServer } from './support/test-server.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let root: string;
let server: TestServer;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rapidvm-web-'));
  await mkdir(join(root, 'media'));
  await writeFile(join(root, 'index.html'), '<title>RapidVM</title>');
  await writeFile(join(root, 'main-A1b2_C-4.js'), 'run()');
  await writeFile(join(root, 'main-A1b2_C-4.js.br'), brotliCompressSync('run()'));
  await writeFile(join(root, '..', 'outside.txt'), 'secret');
  server = await startTestServer({ webRoot: root });
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
  await rm(join(root, '..', 'outside.txt'));
});

describe('the web app', () => {
  it.each(['/', '/vms', '/vms/01890000-0000-7000-8000-000000000001/console?tab=serial', '/apiary'])(
    '%s is its start page, never cached blindly',
    async (path) => {
      const answer = await server.ask(path);
      expect([answer.status, answer.text, answer.headers['cache-control']]).toEqual([200, '<title>RapidVM</title>', 'no-cache']);
      expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
    },
  );

  it('files with a hash in their name are kept for ever, compressed where the client takes it', async () => {
    const plain = await server.ask('/main-A1b2_C-4.js');
    expect([plain.text, plain.headers['cache-control']]).toEqual(['run()', 'public, max-age=31536000, immutable']);
    const small = await server.ask('/main-A1b2_C-4.js', { headers: { 'accept-encoding': 'br' } });
    expect(small.headers).toMatchObject({ 'content-encoding': 'br', 'content-type': expect.stringContaining('javascript') });
  });

  it.each(['/main-OLD00000.js', '/../outside.txt', '/..%2foutside.txt', '/%2e%2e/outside.txt', '/media/', '/.env'])(
    '%s gives nothing away',
    async (path) => {
      const answer = await server.ask(path);
      expect(answer.text).not.toContain('secret');
      if (path.includes('.')) expect([400, 403, 404]).toContain(answer.status);
    },
  );

  it.each(['/api/nothing', '/api/v1/nothing', '/api/v1/vms/x/y'])('%s is a problem document, not a page', async (path) => {
    const answer = await server.ask(path);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toContain('problem+json');
  });
});
