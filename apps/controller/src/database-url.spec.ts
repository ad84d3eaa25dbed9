import { describe, expect, it } from 'vitest';
import { checkDatabaseUrl } from './database-url.ts';

describe('the URL of the user’s own database', () => {
  it.each([
    'postgres://me:secret@/rapidvm?host=%2Frun%2Fpostgresql',
    'postgresql:///rapidvm',
    'postgres://me:secret@localhost:5432/rapidvm',
    'postgres://me@127.0.0.1/rapidvm',
    'postgres://me@[::1]/rapidvm',
    'postgres://me:secret@db.example/rapidvm?sslmode=verify-full&sslrootcert=/etc/ca.pem',
  ])('%s is taken', (url) => {
    expect(checkDatabaseUrl(url, 'urlFile')).toBe(url);
  });

  it.each([
    ['postgres://me:secret@db.example/rapidvm', 'verify-full'],
    ['postgres://me:secret@10.0.0.5/rapidvm?sslmode=require', 'verify-full'],
    ['postgres://me:secret@10.0.0.5/rapidvm?sslmode=no-verify', 'verify-full'],
    ['postgres://me:secret@localhost/rapidvm?host=db.example', 'verify-full'],
    ['postgres://me:secret@127.example.org/rapidvm', 'verify-full'],
    ['mysql://me:secret@localhost/rapidvm', 'postgres://'],
    ['secret', 'postgres://'],
    ['', 'postgres://'],
  ])('%s is refused, and not shown', (url, rule) => {
    const refusal = expect.objectContaining({ code: 'invalid-input', message: expect.not.stringContaining('secret') as string });
    expect(() => checkDatabaseUrl(url, 'urlFile')).toThrow(refusal as Error);
    expect(() => checkDatabaseUrl(url, 'urlFile')).toThrow(
      expect.objectContaining({
        details: { issues: [{ field: 'urlFile', value: '(not shown)', rule: expect.stringContaining(rule) as string }] },
      }) as Error,
    );
  });
});
