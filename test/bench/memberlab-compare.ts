/**
 * Ours and a peer, by turns on the same machine: for each number of members the same faults, and a table of what each made of them.
 *
 *   node test/bench/memberlab-compare.ts --memberlab MEMBERLAB.PY --peer PEER-SPEC.JSON [--sizes 3,10,30] [--runs 5] [--scenarios kill,stop] [--write]
 *
 * Five runs of everything take about 15 minutes for each size and agent. Wants root, namespaces, the peer's program and a quiet machine.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadSpan, publish, say, table } from './support/report.ts';

const OURS = 'test/bench/memberlab-rapidvm.json';
const ROOT = join(import.meta.dirname, '..', '..');
/** Idling is looked at this long in each run, seconds. */
const IDLE_S = 20;
/** A disturbance lasts this long, seconds. */
const TROUBLE_S = 30;

/** What is asked of memberlab for each scenario, with so many runs. */
const SCENARIOS: Readonly<Record<string, (runs: number) => string>> = {
  join: (runs) => `join:runs=${runs}`,
  idle: (runs) => `idle:secs=${IDLE_S},runs=${runs}`,
  kill: (runs) => `kill:runs=${runs}`,
  stop: (runs) => `stop:runs=${runs}`,
  partition: (runs) => `partition:runs=${runs},hold=20`,
  oneway: (runs) => `oneway:runs=${runs},secs=${TROUBLE_S}`,
  flap: (runs) => `flap:off=5,on=1,runs=${runs},secs=${TROUBLE_S}`,
  loss: (runs) => `loss:egress=80,runs=${runs},secs=${TROUBLE_S}`,
};

/** The figures that are told of each scenario: memberlab's name of it, and what it means. */
const FIGURES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  join: { join_all_s: 'all start at once → all know all, s', timeouts: 'joins that never ended' },
  idle: {
    cpu_pct: 'idle, % of a core',
    tx_Bps: 'idle, sent B/s',
    tx_pps: 'idle, packets/s sent',
    rss_MiB: 'resident MiB an agent',
    pss_MiB: 'proportional MiB an agent',
  },
  kill: { all_s: 'killed → all know, s', false_failed: 'healthy marked meanwhile', restart_rejoin_s: 'restarted → all know, s' },
  stop: {
    all_s: 'frozen → all know, s',
    cont_realive_s: 'goes on → alive everywhere, s',
    false_failed_by_others: 'healthy marked by the others',
    false_failed_by_victim: 'marked by who was frozen',
  },
  partition: {
    detect_all_s: 'cut in half → each side knows, s',
    heal_s: 'healed → alive everywhere, s',
    heal_timeouts: 'never healed',
  },
  oneway: {
    first_mark_s: 'one-way loss: first mark, s',
    healthy_failed_marks_by_others: 'one-way loss: healthy marked by the others',
    healthy_failed_marks_by_victim: 'one-way loss: healthy marked by the victim',
  },
  flap: {
    runs_victim_marked: 'frozen 5 s of 6: runs in which it was marked',
    healthy_failed_marks_by_others: 'frozen 5 s of 6: healthy marked by the others',
    healthy_failed_marks_by_victim: 'frozen 5 s of 6: healthy marked by the victim',
  },
  loss: {
    runs_victim_marked: '80 % loss: runs in which it was marked',
    first_mark_s: '80 % loss: first mark, s',
    healthy_failed_marks_by_others: '80 % loss: healthy marked by the others',
  },
};

const spreadSchema = z.object({ min: z.number(), med: z.number(), max: z.number() });
const resultSchema = z.object({ name: z.string().optional(), res: z.array(z.looseObject({ scenario: z.string() })) });
type Results = z.infer<typeof resultSchema>['res'];

const { values } = parseArgs({
  options: {
    memberlab: { type: 'string' },
    peer: { type: 'string' },
    sizes: { type: 'string', default: '3,10,30' },
    runs: { type: 'string', default: '5' },
    scenarios: { type: 'string', default: Object.keys(SCENARIOS).join(',') },
    write: { type: 'boolean' },
  },
});
const { memberlab, peer } = values;
if (memberlab === undefined || peer === undefined)
  throw new Error('say where memberlab (--memberlab) and the spec of the peer (--peer) are');
const wanted = values.scenarios.split(',').map((name) => {
  const ask = SCENARIOS[name];
  if (ask === undefined) throw new Error(`no scenario ${name}; there are ${Object.keys(SCENARIOS).join(', ')}`);
  return ask(Number(values.runs));
});

/** One agent through all scenarios; those that it came to, should it fail on the way. */
async function measure(python: string, spec: string, members: number, directory: string): Promise<Results> {
  const out = join(directory, 'out.json');
  await rm(out, { force: true });
  const argv = [python, spec, '-n', String(members), '--prefix', 'cmp', '--out', out, ...wanted];
  const child = spawn('python3', argv, { cwd: ROOT, stdio: ['ignore', 2, 'inherit'] });
  const [code] = await once(child, 'close');
  if (code !== 0) say(`memberlab ended with ${String(code)} for ${spec} with ${members} members`);
  return resultSchema.parse(JSON.parse(await readFile(out, 'utf8'))).res;
}

function told(results: Results, scenario: string, figure: string): string {
  const value = results.find((each) => each.scenario.split(':')[0] === scenario)?.[figure];
  const spread = spreadSchema.safeParse(value);
  if (spread.success) return `${spread.data.min} / ${spread.data.med} / ${spread.data.max}`;
  return value === null || value === undefined ? '–' : JSON.stringify(value);
}

function rowsOf(members: number, ours: Results, theirs: Results): readonly (readonly string[])[] {
  const chosen = values.scenarios.split(',');
  return chosen.flatMap((scenario) =>
    Object.entries(FIGURES[scenario] ?? {}).map(([figure, means]) => {
      return [String(members), means, told(ours, scenario, figure), told(theirs, scenario, figure)];
    }),
  );
}

const load = loadSpan();
const directory = await mkdtemp(join(tmpdir(), 'rapidvm-memberlab-'));
const rows: (readonly string[])[] = [];
try {
  for (const members of values.sizes.split(',').map(Number)) {
    say(`${members} members: ours`);
    const ours = await measure(memberlab, OURS, members, directory);
    say(`${members} members: the peer`);
    rows.push(...rowsOf(members, ours, await measure(memberlab, peer, members, directory)));
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}
const body = `${values.runs} runs of each, ours and the peer by turns; min / median / max.\n\n${table(['N', 'what', 'RapidVM', 'peer'], rows)}`;
const command = 'node test/bench/memberlab-compare.ts --memberlab memberlab.py --peer memberlab-serf.json';
await publish({ name: 'memberlab', versions: [], load: load.end(), body, command });
