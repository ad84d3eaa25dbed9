import { openApiDocument } from './open-api.ts';
import { referenceMarkdown } from './reference.ts';

/** The generated files of docs/api, by name. */
export function apiReferenceFiles(): Readonly<Record<string, string>> {
  return { 'README.md': referenceMarkdown(), 'openapi.json': `${JSON.stringify(openApiDocument(), null, 1)}\n` };
}
