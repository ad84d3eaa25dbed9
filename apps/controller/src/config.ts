/** The controller's configuration: one JSON file, checked whole at start. It holds no secrets, only where they lie. */
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { parseArgs } from 'node:util';
import { RapidError, invalidInput } from '@rapidvm/kernel';
import { z } from 'zod';
import { checkDatabaseUrl, parseDatabaseUrl } from './database-url.ts';

const path = z.string().refine(isAbsolute, 'must be an absolute path');
const port = z.int().min(0).max(65535);
const address = (defaultPort: number) =>
  z.strictObject({
    host: z
      .string()
      .refine((host) => isIP(host) !== 0, 'must be an IP address; 0.0.0.0 or :: for all')
      .default('0.0.0.0'),
    port: port.default(defaultPort).describe('0: any free one'),
  });

const configSchema = z.strictObject({
  dataDir: path.describe('Certificates, the embedded database and what else must outlive the process'),
  name: z.string().min(1).max(63).default('controller').describe('What mesh members call this controller'),
  listen: address(8443).prefault({}).describe('REST, WebSockets and the web pages, all over TLS'),
  grpc: address(8444).prefault({}),
  mesh: address(8445).prefault({}),
  names: z
    .array(z.string().min(1).max(253))
    .max(32)
    .default([])
    .describe('Host names and addresses that people and hosts reach this controller by, best first; in its certificate'),
  database: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('embedded'),
        binDir: path.optional().describe('The `native` folder of the PostgreSQL binaries; absent: that of the npm package'),
        user: z
          .strictObject({ uid: z.int().min(1), gid: z.int().min(1) })
          .optional()
          .describe('Whom the server runs as; absent: nobody'),
      }),
      z.strictObject({
        kind: z.literal('external'),
        urlFile: path.describe('File with the postgres:// URL, readable only by us'),
      }),
      z.strictObject({ kind: z.literal('url'), url: z.string() }),
    ])
    .prefault({ kind: 'embedded' }),
  clusterKeyFile: path.optional().describe('The secret that all controllers on one database share; absent: in dataDir'),
  hostKit: z
    .strictObject({
      script: path.describe('The join script, deploy/join/join.sh'),
      agent: path.describe('The built agent'),
      nodes: z
        .partialRecord(z.enum(['linux-x64', 'linux-arm64']), path)
        .default({})
        .describe('The `node` program of other architectures than this one’s'),
    })
    .optional()
    .describe('What joining hosts fetch from here; absent: they are joined by hand'),
  webRoot: path.optional().describe('Folder of the built web pages; absent: API only'),
  adminPasswordFile: path.optional().describe('Where the first start puts the password of `admin`; absent: in dataDir'),
  caFile: path.optional().describe('Where a copy of the CA certificate goes, for those who connect'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

export type ControllerConfig = z.infer<typeof configSchema> & {
  readonly adminPasswordFile: string;
  readonly clusterKeyFile: string;
};

/**
 * `--config FILE` and optionally `--database-url URL`, which replaces the file's database. Refuses `invalid-input` naming every field at
 * fault, and a URL with a password in it: command lines can be read by everyone on the machine.
 */
export async function loadConfig(args: readonly string[]): Promise<ControllerConfig> {
  const { values } = parseCommandLine(args);
  if (values.config === undefined) throw badArgument('--config', 'nothing', 'must name the configuration file');
  const read: unknown = JSON.parse(await readConfigFile(values.config));
  const url = values['database-url'];
  return parseConfig(url === undefined ? read : { ...Object(read), database: { kind: 'url', url: checkArgument(url) } });
}

/** Refuses `invalid-input`. */
export function parseConfig(raw: unknown): ControllerConfig {
  const result = configSchema.safeParse(raw, { reportInput: true });
  if (!result.success) {
    throw invalidInput(
      result.error.issues.map((issue) => ({
        field: issue.path.join('.') || '(file)',
        value: JSON.stringify(issue.input) ?? 'nothing',
        rule: issue.message,
      })),
    );
  }
  const { data } = result;
  return {
    ...data,
    adminPasswordFile: data.adminPasswordFile ?? join(data.dataDir, 'admin-password'),
    clusterKeyFile: data.clusterKeyFile ?? join(data.dataDir, 'identity', 'cluster.key'),
  };
}

function parseCommandLine(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { config: { type: 'string' }, 'database-url': { type: 'string' } } });
  } catch (error) {
    throw badArgument(
      '(arguments)',
      args.length === 0 ? 'none' : `${args.length}`,
      error instanceof Error ? error.message : 'not understood',
    );
  }
}

async function readConfigFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const details = { what: file, cause: error instanceof Error ? error.message : String(error) };
    throw new RapidError('unavailable', 'The configuration file can not be read', details, 'Check its path and mode', error);
  }
}

/** Refuses one with a password in it, besides what no URL may be. */
function checkArgument(text: string): string {
  const checked = checkDatabaseUrl(text, '--database-url');
  const url = parseDatabaseUrl(text);
  if (url?.password === '' && !url.searchParams.has('password')) return checked;
  throw badArgument(
    '--database-url',
    '(not shown)',
    'must hold no password: use database {"kind":"external","urlFile":…} in the configuration',
  );
}

function badArgument(field: string, value: string, rule: string): RapidError {
  return invalidInput([{ field, value, rule }]);
}
