import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ROLES } from '@rapidvm/domain';
import { OPERATION_NAMES } from '@rapidvm/operations';
import { openApiDocument } from './open-api.ts';
import { apiReferenceFiles } from './reference-files.ts';

describe('docs/api', () => {
  it.each(Object.entries(apiReferenceFiles()))('%s is what the table says now', async (name, text) => {
    const written = await readFile(new URL(`../../../../../docs/api/${name}`, import.meta.url), 'utf8');
    expect(written === text, 'stale: run node scripts/generate-api-reference.ts').toBe(true);
  });

  it('OpenAPI has every operation, and every reference in it leads somewhere', () => {
    const document = JSON.stringify(openApiDocument());
    for (const name of OPERATION_NAMES) if (name !== 'event.watch') expect(document).toContain(`"operationId":"${name}"`);
    const { components } = JSON.parse(document) as { components: { schemas: Record<string, unknown> } };
    for (const [, name] of document.matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(Object.keys(components.schemas)).toContain(name);
    expect(document).not.toContain('$defs');
    expect(components.schemas['User']).toMatchObject({ properties: { role: { enum: [...ROLES] } } });
  });
});
