/**
 * Makes docs/api from the table of operations: README.md for people, openapi.json for programs. `node scripts/generate-api-reference.ts`.
 * The result is checked in; a test fails when it is stale.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { apiReferenceFiles } from '../libs/controller/api/src/docs/reference-files.ts';

const folder = process.argv[2] ?? 'docs/api';
await mkdir(folder, { recursive: true });
for (const [name, text] of Object.entries(apiReferenceFiles())) await writeFile(join(folder, name), text);
