/** The files from which a machine becomes a host: the join script, the agent, and Node for the architectures that we have it for. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { HostKit } from '@rapidvm/controller-api';
import type { ControllerConfig } from './config.ts';

export interface ControllerHostKit extends HostKit {
  /** Lower-case hex. */
  scriptSha256(): Promise<string>;
}

type Settings = NonNullable<ControllerConfig['hostKit']>;

/** Null: nothing is configured, so hosts are joined by hand. */
export function openHostKit(settings: Settings | undefined, caCertificatePem: string): ControllerHostKit | null {
  if (settings === undefined) return null;
  const own = { [`linux-${process.arch}`]: process.execPath };
  const nodes: Readonly<Record<string, string>> = { ...own, ...settings.nodes };
  const files = new Map([
    ['agent.js', settings.agent],
    ...Object.entries(nodes).map(([on, path]) => [`node-${on}`, path] as const),
  ]);
  const hashes = new FileHashes();
  const script = async (): Promise<string> => {
    const values: Readonly<Record<string, string>> = {
      AGENT_SHA256: await hashes.of(settings.agent),
      NODE_VERSION: process.versions.node,
      NODES: (await Promise.all(Object.entries(nodes).map(async ([on, path]) => `${on}=${await hashes.of(path)}`))).join(' '),
      AUTHORITY: caCertificatePem.trim(),
    };
    return (await readFile(settings.script, 'utf8')).replaceAll(
      /@([A-Z0-9_]+)@/g,
      (whole, name: string) => values[name] ?? whole,
    );
  };
  return {
    script,
    scriptSha256: async () =>
      createHash('sha256')
        .update(await script())
        .digest('hex'),
    file: (name) => files.get(name) ?? null,
  };
}

/** Each file is read once, and again when it was replaced. */
class FileHashes {
  readonly #known = new Map<string, { readonly version: string; readonly sha256: string }>();

  async of(path: string): Promise<string> {
    const { mtimeMs, size, ino } = await stat(path);
    const version = `${mtimeMs} ${size} ${ino}`;
    const known = this.#known.get(path);
    if (known?.version === version) return known.sha256;
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    const sha256 = hash.digest('hex');
    this.#known.set(path, { version, sha256 });
    return sha256;
  }
}
