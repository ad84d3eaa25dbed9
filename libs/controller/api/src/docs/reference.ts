/** The reference of operations, for people: Markdown for docs/, HTML for the running server. */
import { MIB } from '@rapidvm/kernel';
import type { OperationShape } from '@rapidvm/operations';
import { OPERATIONS, OPERATION_NAMES, repeatRule } from '@rapidvm/operations';
import { CODE_PLACES } from '../dispatch/error-status.ts';
import { GRPC_LIMITS } from '../limits.ts';

const HEADINGS = ['Operation', 'What it does', 'Permission', 'REST (below `/api/v1`)', 'gRPC (`rapidvm.api.v1`)', 'Command'];

function operationRows(): string[][] {
  return OPERATION_NAMES.map((name) => {
    const { summary, permission, rest, grpc, cli }: OperationShape = OPERATIONS[name];
    const method = rest.method === 'STREAM' ? 'WebSocket' : rest.method;
    return [name, summary, permission, `\`${method} ${rest.path}\``, grpc ?? '—', cli === null ? '—' : `\`rapidvm ${cli}\``];
  });
}

/** docs/api/README.md */
export function referenceMarkdown(): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const codes = Object.entries(CODE_PLACES).map(([code, place]) =>
    line([`\`${code}\``, String(place.http), String(place.grpc), place.title]),
  );
  return [
    '# API reference',
    '',
    'Made from the table of operations by `node scripts/generate-api-reference.ts`; a test fails when it is stale. Shapes: [openapi.json](openapi.json)',
    'and `proto/api/v1/api.proto`. A running controller serves the same at `/api/v1/docs` and `/api/v1/openapi.json`.',
    '',
    '## Operations',
    '',
    line(HEADINGS),
    line(HEADINGS.map(() => '---')),
    ...operationRows().map(line),
    '',
    '## Logging in',
    '',
    'Programs send an API token: `rapidvm token create NAME --role ROLE > FILE`. In REST it is the header `Authorization: Bearer TOKEN`, in gRPC the metadata',
    '`authorization` with the same value. Both speak TLS only, certified by the `ca.pem` of the installation. (Browsers have a cookie from session.login instead.)',
    '',
    '```sh',
    `printf 'oauth2-bearer = "%s"' "$(cat FILE)" | curl --config - --cacert ca.pem https://localhost:8443/api/v1/vms`,
    "TOKEN=$(cat FILE) grpcurl -expand-headers -H 'authorization: Bearer ${TOKEN}' -cacert ca.pem \\",
    '  -d \'{"states": ["running"]}\' localhost:8444 rapidvm.api.v1.VmService/ListVms',
    '```',
    '',
    'The gRPC port tells what it offers (server reflection), so that no `.proto` is needed. Neither line has the token where other users of the machine see it.',
    '',
    'A token ends with the token that made it, at the latest: the one that `rapidvm login` keeps has 30 days (`--days`). What is made in the browser ends when you say.',
    '',
    'Programs name things by id. `vm.create` takes names of image, network and host as well, lists can be asked for one name (`/vms?name=web1`), and the command line looks the id up for you.',
    '',
    '## Repeats',
    '',
    'A change may carry an idempotency key: the header `Idempotency-Key` in REST, the metadata `idempotency-key` in gRPC; a UUID is best. For a day, the same',
    'account’s same request with the same key gets the answer of the first one and changes nothing more, also when both come at once; another request with',
    'that key is refused with `idempotency-mismatch`. A refusal is not kept: who was refused may try again with the same key. Answers with a secret in them are',
    `kept sealed. The key is not looked at by ${againMarkdown()}: a console ticket opens one console once, and the others are harmless to repeat.`,
    '',
    '## Limits of gRPC',
    '',
    `A message to the controller has at most ${GRPC_LIMITS.receiveBytes / MIB} MiB, as a request body of REST has: a larger one is refused with \`limit-exceeded\`. One above ${GRPC_LIMITS.libraryReceiveBytes / MIB} MiB, or answered by more`,
    `than ${GRPC_LIMITS.sendBytes / MIB} MiB, is refused by the gRPC library with status 8 and no record. A watch whose client reads nothing for one to two minutes ends with \`timed-out\`,`,
    'behind the events that were sent already; watching again after the last cursor misses none.',
    '',
    '## Error codes',
    '',
    'REST answers `application/problem+json`; gRPC a status with the same record as JSON in the trailing metadata `rapidvm-error-bin`.',
    '',
    line(['Code', 'HTTP', 'gRPC', 'Means']),
    line(['---', '---', '---', '---']),
    ...codes,
    '',
  ].join('\n');
}

function againMarkdown(): string {
  return OPERATION_NAMES.filter((name) => repeatRule(name) === 'done-again').join(', ');
}

/** A small page without scripts. */
export function referenceHtml(): string {
  const cells = (tag: string, row: readonly string[]): string => row.map((cell) => `<${tag}>${inline(cell)}</${tag}>`).join('');
  const rows = operationRows().map((row) => `<tr>${cells('td', row)}</tr>`);
  const style =
    'body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color-scheme:light dark}table{border-collapse:collapse}td,th{padding:.3rem .7rem;border-bottom:1px solid #8884;text-align:left}';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>RapidVM API</title><style>${style}</style></head>
<body><h1>RapidVM API</h1><p>Shapes and parameters: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<table><thead><tr>${cells('th', HEADINGS)}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></body></html>
`;
}

function inline(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/`([^`]*)`/g, '<code>$1</code>');
}
