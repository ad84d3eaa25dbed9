/** A schedule in plain words. */
import type { Schedule, Trouble } from './schedule.ts';

export function describeSchedule(schedule: Schedule): string {
  const { seed, members, healS, rough, startSpreadS } = schedule;
  const start = `seed ${seed}: ${members} members, started over ${startSpreadS} s, ${rough ? 'drifting clocks and a rough network' : 'exact clocks'}`;
  const troubles = [...schedule.troubles].sort((a, b) => a.fromS - b.fromS).map(describeTrouble);
  return [start, ...troubles, `  ${healS} s: all trouble ends`].join('\n');
}

export function describeTrouble(trouble: Trouble): string {
  const hosts = trouble.hosts.map((index) => `h${index + 1}`).join(' ');
  const until = trouble.untilS === Infinity ? 'for good' : `until ${trouble.untilS} s`;
  return `  ${trouble.fromS} s: ${trouble.kind} ${hosts} (${trouble.amount}) ${until}`;
}
