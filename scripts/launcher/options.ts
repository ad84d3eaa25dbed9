import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { RapidError } from '@rapidvm/kernel';
import { defaultDataRoot } from './data-layout.ts';
import { portsFrom } from './ports.ts';

/** What `up` and `down` can be told. */
export interface Options {
  readonly data: string;
  readonly detach: boolean;
  readonly json: boolean;
  /** First of five ports; null: the one used before, else the default. */
  readonly port: number | null;
  /** Address to listen on; null: the one used before, else all. */
  readonly listen: string | null;
  /** Absolute path of a file with the URL of a PostgreSQL to use instead of the embedded one; null: the one used before, if any. */
  readonly databaseUrlFile: string | null;
  /** False: no VM is made; for tests that make their own. */
  readonly hello: boolean;
}

/** Reads the options of `verb`. Throws `invalid-input` for those it does not know. */
export function parseOptions(verb: string, args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        detach: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        port: { type: 'string' },
        listen: { type: 'string' },
        'database-url-file': { type: 'string' },
        hello: { type: 'boolean', default: true },
      },
      allowNegative: true,
    });
    const urlFile = values['database-url-file'];
    return {
      data: values.data ?? defaultDataRoot(),
      detach: values.detach,
      json: values.json,
      port: values.port === undefined ? null : portsFrom(Number(values.port)).web,
      listen: values.listen ?? null,
      databaseUrlFile: urlFile === undefined ? null : resolve(urlFile),
      hello: values.hello,
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const issues = [{ field: verb, value: args.join(' '), rule: error.message }];
    throw new RapidError('invalid-input', error.message, { issues }, './rapidvm help lists the options');
  }
}
