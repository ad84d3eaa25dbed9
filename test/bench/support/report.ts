/** Where figures go: standard output, and with `--write` their section of docs/BENCHMARKS.md. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { loadNow, machineKind, nodeVersion } from './machine-kind.ts';

const DOCUMENT = join(import.meta.dirname, '..', '..', '..', 'docs', 'BENCHMARKS.md');

export interface Section {
  /** Name of the bench, of its file and of its markers in the document. */
  readonly name: string;
  /** Versions beside Node's that the figures depend on. */
  readonly versions: readonly string[];
  readonly load: LoadSpan;
  /** Markdown: tables and what must be said about them. */
  readonly body: string;
  /** How it is measured, where that is not the bench of that name. */
  readonly command?: string;
}

/** The machine's load before and after: others may use it too. */
export interface LoadSpan {
  readonly before: string;
  readonly after: string;
}

export function loadSpan(): { end(): LoadSpan } {
  const before = loadNow();
  return { end: () => ({ before, after: loadNow() }) };
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function markdown({ name, versions, load, body, command = `node test/bench/${name}.bench.ts` }: Section): string {
  const day = new Date().toISOString().slice(0, 10);
  const kind = [machineKind(), nodeVersion(), ...versions].join('; ');
  const what = `${day}; ${kind}; load ${load.before} before and ${load.after} after. \`${command}\``;
  return `${what}\n\n${body.trim()}\n`;
}

async function writeSection(name: string, text: string): Promise<void> {
  const document = await readFile(DOCUMENT, 'utf8');
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/BENCHMARKS.md has no place for ${name}: it needs ${begin} and ${end}`);
  const changed = `${document.slice(0, from + begin.length)}\n\n${text}\n${document.slice(to)}`;
  const options = await resolveConfig(DOCUMENT);
  await writeFile(DOCUMENT, await format(changed, { ...options, parser: 'markdown' }));
}

/** Shows the section, and writes it into the document when this program was started with `--write`. */
export async function publish(section: Section): Promise<void> {
  const text = markdown(section);
  process.stdout.write(`\n## ${section.name}\n\n${text}`);
  if (process.argv.includes('--write')) await writeSection(section.name, text);
}

/** Progress for a person who waits. */
export function say(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}
