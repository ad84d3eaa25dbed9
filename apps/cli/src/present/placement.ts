/** Where VMs go and why, as people see it. */
import { counted, formatBytes, MIB } from '@rapidvm/kernel';
import type { OperationOutput } from '@rapidvm/operations';
import type { Style } from './text.ts';
import { ago, block, listing, printable, toned } from './text.ts';

type Explanation = OperationOutput<'vm.explain'>;
type Wishes = Explanation['wishes'];
type Decision = NonNullable<Explanation['decision']>;

/** Decided when and why, then every host as it is now with what would make it fit. */
export function explanation(output: Explanation, style: Style): string {
  const head = block([
    ['Name', printable(output.vmName)],
    ['State', output.vmState],
    ['Host', output.hostName === null ? 'none yet' : printable(output.hostName)],
    ['Why there', output.decision === null ? null : printable(output.decision.reason)],
    ['Decided', output.decision === null ? null : decided(output.decision, style)],
    [
      'Holds',
      output.holds === null
        ? 'nothing'
        : `${mebibytes(output.holds.memoryMiB)} memory, ${counted(output.holds.cpus, 'processor')}`,
    ],
    ['Asks for', printable(wishes(output.wishes).join(', '))],
  ]);
  // What one is better at than others is no question where only one fits.
  const scored = output.fitting > 1;
  const rows = output.hosts.flatMap((host) => hostRows(host, scored, style));
  const table = listing('No hosts. Let one join: rapidvm host invite', ['HOST', 'FITS', 'SCORE', 'WHY', 'WHAT WOULD HELP'], rows);
  const more = output.hostCount - output.hosts.length;
  const rest = more > 0 ? `\n… and ${more} more hosts (--limit)` : '';
  const legend = scored ? '\nEach score is from 0 to 1; the higher in all, the better the place.' : '';
  return `${head}\n\nNow it would fit on ${output.fitting} of ${counted(output.hostCount, 'host')}:\n${table}${rest}${legend}`;
}

/** One line for each obstacle; the host's name on the first. */
function hostRows(host: Explanation['hosts'][number], scored: boolean, style: Style): readonly (readonly string[])[] {
  const name = `${printable(host.hostName)}${host.isCurrent ? ' *' : ''}`;
  if (host.fits && !scored) return [[name, toned(style, 'good', 'yes'), '', 'the only one that fits', '']];
  if (host.fits) {
    const scores = host.scores.map(({ name: score, value }) => `${score} ${value.toFixed(2)}`).join(', ');
    return [[name, toned(style, 'good', 'yes'), host.score === null ? '-' : host.score.toFixed(2), scores, '']];
  }
  return host.obstacles.map(({ reason, change }, index) => [
    index === 0 ? name : '',
    index === 0 ? toned(style, 'bad', 'no') : '',
    '',
    printable(reason),
    printable(change ?? ''),
  ]);
}

function decided({ at, operation, fitting, refusedByCode }: Decision, style: Style): string {
  const refused = Object.entries(refusedByCode).map(([code, count]) => `${count} for ${code}`);
  const others = refused.length === 0 ? '' : `, refused ${refused.join(', ')}`;
  // It is back where it was: there was nothing to choose from.
  const when = `${at} (${ago(style, at)}) at ${operation}`;
  if (fitting === 0) return when;
  return `${when}: ${fitting} ${fitting === 1 ? 'host' : 'hosts'} fitted${others}`;
}

const VERBS = {
  hosts: { with: 'a host with', without: 'no host with' },
  vms: { with: 'be with', without: 'be apart from' },
} as const;

/** Each wish in words; none: nothing is asked for. */
export function wishes({ accelerator, cpuModel, cpuFlags, rules }: Wishes): readonly string[] {
  return [
    ...(accelerator === 'kvm' ? ['KVM'] : []),
    ...(cpuModel === null ? [] : [`a processor ${cpuModel}`]),
    ...(cpuFlags.length === 0 ? [] : [`processor features ${cpuFlags.join(' ')}`]),
    ...rules.map(
      ({ about, wish, strength, selector }) => `${strength === 'should' ? 'rather ' : ''}${VERBS[about][wish]} ${selector}`,
    ),
  ];
}

export function defaults(output: OperationOutput<'placement.get'>): string {
  return block([
    ['Memory ratio', output.memoryRatio],
    ['Processor ratio', output.cpuRatio],
    ['Kept for the host', mebibytes(output.reservedMemoryMiB)],
  ]);
}

const mebibytes = (count: number): string => formatBytes(count * MIB);
