import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { ADMIN } from './controller.ts';
import type { DataLayout } from './data-layout.ts';
import { LAUNCHER_LIMITS } from './limits.ts';
import { portsFrom } from './ports.ts';
import type { LauncherState } from './state.ts';

/** How to reach an installation; what `up --json` prints. */
export interface Access {
  readonly url: string;
  readonly caFile: string;
  readonly username: string;
  readonly passwordFile: string;
  readonly grpcAddress: string;
}

/** From this machine. */
export function accessTo(layout: DataLayout, state: LauncherState): Access {
  const ports = portsFrom(state.port);
  return {
    url: `https://localhost:${ports.web}`,
    caFile: layout.caFile,
    username: ADMIN,
    passwordFile: layout.adminPassword,
    grpcAddress: `localhost:${ports.grpc}`,
  };
}

/** An installation that is up. */
export interface Up {
  readonly access: Access;
  /** Where other machines find the web pages, if it takes connections of theirs. */
  readonly alsoAt: readonly string[];
}

/** The machine's own addresses are in the controller's certificate. IPv4: what a person types, and what stays the same. */
export function urlsFromElsewhere(
  { port, listen }: Pick<LauncherState, 'port' | 'listen'>,
  interfaces = networkInterfaces(),
): readonly string[] {
  const { web } = portsFrom(port);
  if (listen !== '0.0.0.0' && listen !== '::') return isLoopback(listen) ? [] : [`https://${listen}:${web}`];
  const all = Object.values(interfaces).flatMap((found) => found ?? []);
  const usable = all.filter(({ internal, family, address }) => !internal && family === 'IPv4' && !address.startsWith('169.254.'));
  return usable.slice(0, LAUNCHER_LIMITS.shownAddresses).map(({ address }) => `https://${address}:${web}`);
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

/** What `up` prints for people. */
export async function accessText({ access, alsoAt }: Up): Promise<string> {
  const { fingerprint256 } = new X509Certificate(await readFile(access.caFile));
  return [
    '',
    `  RapidVM is up:  ${access.url}`,
    ...alsoAt.map((url, index) => `${index === 0 ? '  elsewhere       ' : ' '.repeat(18)}${url}`),
    `  user            ${access.username}`,
    `  password        in ${access.passwordFile}`,
    `  certificate     ${access.caFile} (let your browser trust it, or accept its warning once)`,
    `                  SHA-256 ${fingerprint256}`,
    `  gRPC            ${access.grpcAddress}`,
    '',
    '',
  ].join('\n');
}
