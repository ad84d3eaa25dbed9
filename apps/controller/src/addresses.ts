import { hostname, networkInterfaces } from 'node:os';
import type { ControllerConfig } from './config.ts';
import { CONTROLLER_LIMITS } from './limits.ts';

type Listening = Pick<ControllerConfig, 'names' | 'listen'>;

/** Names and addresses that people and hosts may use for us now, best first: what was configured, then what the machine has. */
export function reachableNames({ names, listen }: Listening): readonly string[] {
  return [...new Set(isWildcard(listen.host) ? [...names, ...machineAddresses(), hostname()] : [listen.host, ...names])];
}

/** Where people and joining hosts find the HTTPS API, best first. `port`: the one it got. */
export function controllerUrls(listening: Listening, port: number): readonly string[] {
  const hosts = [...reachableNames(listening), ...(isWildcard(listening.listen.host) ? ['127.0.0.1'] : [])];
  return [...new Set(hosts)].map((host) => `https://${host.includes(':') ? `[${host}]` : host}:${port}`);
}

export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** IPv4 only: a machine of a home or an office has an IPv6 address of each kind and changes them daily. */
function machineAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  const usable = all.filter(({ internal, family, address }) => !internal && family === 'IPv4' && !address.startsWith('169.254.'));
  return usable.map(({ address }) => address).slice(0, CONTROLLER_LIMITS.addresses);
}
