// The launcher proper, started by ./rapidvm once Node and the npm packages are there.
import { isRapidError, RapidError } from '@rapidvm/kernel';
import { accessText } from './access.ts';
import { ensureBuilt } from './build.ts';
import { down } from './down.ts';
import { streamUntilStopped } from './foreground.ts';
import { parseOptions } from './options.ts';
import { say } from './progress.ts';
import { status, statusText } from './status.ts';
import { test } from './test.ts';
import { up } from './up.ts';

async function runUp(args: readonly string[]): Promise<number> {
  const options = parseOptions('up', args);
  const now = await up(options, say);
  process.stdout.write(options.json ? `${JSON.stringify(now.access)}\n` : await accessText(now));
  if (options.detach) return 0;
  const end = await streamUntilStopped(options.data, say);
  if (end.kind === 'stopped-elsewhere') {
    say('stopped by ./rapidvm down');
    return 0;
  }
  if (end.kind === 'crashed') say(`the ${end.name} ended by itself; stopping the rest`);
  await down(options, say);
  return end.kind === 'crashed' ? 1 : 0;
}

async function runStatus(args: readonly string[]): Promise<number> {
  const options = parseOptions('status', args);
  const now = await status(options);
  process.stdout.write(options.json ? `${JSON.stringify(now)}\n` : statusText(now));
  return now.ready ? 0 : 1;
}

function unknownVerb(verb: string): RapidError<'invalid-input'> {
  const issues = [{ field: 'verb', value: verb, rule: 'must be up, down, status, test or build' }];
  return new RapidError('invalid-input', `The launcher does not know ${verb}`, { issues }, './rapidvm help lists what there is');
}

/** What the client ends with for the same kind of mistake. */
const EXIT_USAGE = 2;

async function runVerb(verb: string, args: readonly string[]): Promise<number> {
  switch (verb) {
    case 'up':
      return runUp(args);
    case 'down':
      await down(parseOptions('down', args), say);
      return 0;
    case 'status':
      return runStatus(args);
    case 'test':
      return test(say);
    case 'build':
      await ensureBuilt(say);
      return 0;
    default:
      // ./rapidvm answers the rest by itself or hands it to the client.
      throw unknownVerb(verb);
  }
}

// Every file says its own mode where it is made. A stricter mask, which daemons would inherit, keeps PostgreSQL and QEMU, that run as others, out.
process.umask(0o022);
try {
  const [verb = '', ...args] = process.argv.slice(2);
  process.exitCode = await runVerb(verb, args);
} catch (error) {
  if (!isRapidError(error)) throw error;
  say(`${error.message}\n  → ${error.hint}`);
  process.exitCode = error.code === 'invalid-input' ? EXIT_USAGE : 1;
}
