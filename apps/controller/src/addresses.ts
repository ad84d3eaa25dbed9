import { hostname } from 'node:os';
import type { ControllerConfig } from './config.ts';
import { isWildcard } from './identity.ts';

/** Where people and joining hosts find the HTTPS API, best first. `port`: the one it got. */
export function controllerUrls({ names, listen }: ControllerConfig, port: number): readonly string[] {
  const own = isWildcard(listen.host) ? [hostname(), '127.0.0.1'] : [listen.host];
  const hosts = isWildcard(listen.host) ? [...names, ...own] : [...own, ...names];
  return [...new Set(hosts)].map((host) => `https://${host.includes(':') ? `[${host}]` : host}:${port}`);
}
