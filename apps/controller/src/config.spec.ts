import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig, parseConfig } from './config.ts';

describe('parseConfig', () => {
  it('needs no more than a data directory', () => {
    expect(parseConfig({ dataDir: '/d' })).toMatchObject({
      listen: { host: '0.0.0.0', port: 8443 },
      database: { kind: 'embedded' },
      adminPasswordFile: '/d/admin-password',
      logLevel: 'info',
    });
  });

  it.each([
    [{}, 'dataDir'],
    [{ dataDir: 'relative' }, 'dataDir'],
    [{ dataDir: '/d', listen: { port: 70000 } }, 'listen.port'],
    [{ dataDir: '/d', listen: { host: 'localhost' } }, 'listen.host'],
    [{ dataDir: '/d', database: { kind: 'sqlite' } }, 'database.kind'],
    [{ dataDir: '/d', databse: {} }, '(file)'],
  ])('refuses %j by field', (raw, field) => {
    expect(() => parseConfig(raw)).toThrow(
      expect.objectContaining({ code: 'invalid-input', details: { issues: [expect.objectContaining({ field })] } }),
    );
  });
});

describe('loadConfig', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rapidvm-config-'));
    await writeFile(join(folder, 'c.json'), JSON.stringify({ dataDir: '/d' }));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('takes another database from the command line, but no password', async () => {
    const args = ['--config', join(folder, 'c.json'), '--database-url'];
    expect((await loadConfig([...args, 'postgres:///x?host=/run/postgresql'])).database).toEqual({
      kind: 'url',
      url: 'postgres:///x?host=/run/postgresql',
    });
    for (const url of ['postgres://me:secret@localhost/x', 'postgres://me@localhost/x?password=secret', 'postgres://me@db/x'])
      await expect(loadConfig([...args, url])).rejects.toMatchObject({
        code: 'invalid-input',
        message: expect.not.stringContaining('secret'),
      });
  });

  it('says what is wrong with the command line', async () => {
    await expect(loadConfig([])).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(loadConfig(['--port', '1'])).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(loadConfig(['--config', join(folder, 'none.json')])).rejects.toMatchObject({ code: 'unavailable' });
  });
});
