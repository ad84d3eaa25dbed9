/** Whether this machine lets anybody make a world. In a container it may not, and then each test would fail of something else. */
import { RapidError } from '@rapidvm/kernel';
import { run } from '../../scripts/shared/run.ts';
import { NAMESPACES } from './world.ts';

interface Trial {
  readonly what: string;
  readonly argv: readonly string[];
}

const CHAIN = ['add', 'chain', 'bridge', 'probe', 'forward', '{ type filter hook forward priority 0 ; }'];

/** Each is tried in namespaces of its own, which end with it. */
const TRIALS: readonly Trial[] = [
  { what: 'namespaces for processes, network, mounts, host name and IPC', argv: ['true'] },
  { what: 'mounts in memory', argv: ['mount', '-t', 'tmpfs', 'probe', '/mnt'] },
  { what: 'namespaces within namespaces', argv: ['unshare', ...NAMESPACES, 'true'] },
  { what: 'network bridges', argv: ['ip', 'link', 'add', 'probe', 'type', 'bridge'] },
  { what: 'network cables (veth)', argv: ['ip', 'link', 'add', 'probe', 'type', 'veth'] },
  { what: 'packet filters (nftables)', argv: ['nft', 'add', 'table', 'bridge', 'probe', ';', ...CHAIN] },
];

/** Refuses `unsupported`, naming the first thing that this machine does not give, with the kernel's words. */
export async function refuseWithoutNamespaces(): Promise<void> {
  if (process.getuid?.() !== 0) throw unsupported('it makes namespaces, mounts and network interfaces', 'root', 'Run it as root');
  for (const { what, argv } of TRIALS) {
    try {
      await run(['unshare', ...NAMESPACES, ...argv]);
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      throw unsupported(`this machine gives none: ${cause}`, what, HINT);
    }
  }
}

const HINT =
  'Run it as root of the machine itself or of a virtual one, or in a container that may make namespaces (docker run --privileged); the kernel needs bridge, veth and nf_tables';

function unsupported(why: string, need: string, hint: string): RapidError<'unsupported'> {
  return new RapidError('unsupported', `The lab of several hosts needs ${need}: ${why}`, { what: 'the lab', need }, hint);
}
