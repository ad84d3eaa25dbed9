/** The agent's configuration file: JSON, no secrets, checked whole before anything starts. */
import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { VM_NAME } from '@rapidvm/domain';
import { RapidError, invalidInput } from '@rapidvm/kernel';
import { isNfsUrl, parseNfsUrl } from '@rapidvm/storage';
import { z } from 'zod';

const port = z.int().min(1).max(65_535);
const absolute = z.string().refine(isAbsolute, 'must be an absolute path');
const address = z.strictObject({ host: z.string().min(1).max(255), port });
const id = z.int().positive();
const place = z.string().superRefine((text, context) => {
  if (!isNfsUrl(text)) {
    if (!isAbsolute(text)) context.addIssue('must be an absolute path, or like nfs://host/export');
    return;
  }
  const parsed = parseNfsUrl(text);
  if (!parsed.ok) context.addIssue(parsed.error);
});

const configSchema = z.strictObject({
  /** Everything the agent keeps: identity, ledger, run directories. */
  dataDir: absolute,
  /** The host's label in the cluster. */
  name: z.string().regex(VM_NAME, 'must be 1-63 lower-case letters, digits and inner hyphens'),
  /** Where the controller's calls are taken. */
  listen: address,
  /** Host name or address under which the controller and other hosts reach this one; absent: by which it reaches the controller, as that changes. */
  advertise: z.string().min(1).max(253).optional(),
  meshListen: address,
  /** Holds the one-time join token; needed for the first start only. */
  joinTokenFile: absolute.optional(),
  /** Where each datastore lies, by its name: a folder, its own or shared with other hosts, or `nfs://host/export[?uid=N&gid=N]`. */
  datastores: z.record(z.string().regex(VM_NAME), place).refine((all) => Object.keys(all).length > 0, 'must name a datastore'),
  qemu: z
    .strictObject({
      /** Whom every QEMU runs as; absent: each VM has a user of its own where the host allows it. */
      user: z.strictObject({ uid: id, gid: id }).optional(),
      /** Default: `run` in the data directory. */
      runDirectory: absolute.optional(),
    })
    .default({}),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

export type AgentConfig = z.infer<typeof configSchema>;

/** Throws `invalid-input` naming every field at fault, `not-found` when there is no such file. */
export async function readConfig(path: string): Promise<AgentConfig> {
  const result = configSchema.safeParse(await readJson(path));
  if (result.success) return result.data;
  throw invalidInput(
    result.error.issues.map((issue) => ({
      field: `${path}: ${issue.path.join('.')}`,
      value: JSON.stringify(issue.input) ?? 'nothing',
      rule: issue.message,
    })),
  );
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new RapidError(
      'corrupt-file',
      `The configuration ${path} can't be read: ${problem}`,
      { path, problem },
      'Give --config a JSON file',
    );
  }
}

/** Where the agent keeps what. */
export function layoutOf(config: AgentConfig) {
  const at = (...names: readonly string[]): string => join(config.dataDir, ...names);
  return {
    key: at('identity', 'host.key'),
    identity: at('identity', 'identity.json'),
    members: at('identity', 'members.json'),
    ledger: at('ledger'),
    epoch: at('epoch.json'),
    boot: at('boot'),
    copies: at('copies'),
    status: at('status.json'),
    lock: at('agent.pid'),
    run: config.qemu.runDirectory ?? at('run'),
  } as const;
}

export type AgentLayout = ReturnType<typeof layoutOf>;
