import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OPERATIONS, OPERATION_NAMES } from '@rapidvm/operations';
import { describe, expect, it } from 'vitest';

const GENERATED = 'libs/contracts/src/gen';
const TIMEOUT_MS = 60_000;

async function protoMethods(): Promise<readonly string[]> {
  const text = await readFile('proto/api/v1/api.proto', 'utf8');
  const services = [...text.matchAll(/service (\w+) \{([^}]*)\}/g)];
  return services.flatMap(([, service, body]) => [...body!.matchAll(/rpc (\w+)\(/g)].map(([, method]) => `${service}/${method}`));
}

describe('contracts', () => {
  it(
    'in libs/contracts are made from proto/ as it is; otherwise run `npm run contracts`',
    async () => {
      const fresh = await mkdtemp(join(tmpdir(), 'contracts-'));
      try {
        await promisify(execFile)(process.execPath, ['scripts/generate-contracts.ts', fresh]);
        const files = (await readdir(fresh, { recursive: true })).filter((file) => file.endsWith('.ts'));
        const stored = (await readdir(GENERATED, { recursive: true })).filter((file) => file.endsWith('.ts'));
        expect(stored.sort()).toEqual(files.sort());
        for (const file of files)
          expect(await readFile(join(GENERATED, file), 'utf8'), file).toBe(await readFile(join(fresh, file), 'utf8'));
      } finally {
        await rm(fresh, { recursive: true });
      }
    },
    TIMEOUT_MS,
  );

  it('have exactly the gRPC methods that the table of operations names', async () => {
    const named = OPERATION_NAMES.map((name) => OPERATIONS[name].grpc).filter((method) => method !== null);
    expect([...named].sort()).toEqual([...(await protoMethods())].sort());
  });
});
