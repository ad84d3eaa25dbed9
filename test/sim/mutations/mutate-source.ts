/** Changes one place of the machine's source while Node loads it. Nothing on disk is touched. */
import { registerHooks } from 'node:module';
import type { Mutation } from './mutation.ts';

/** From now on, what is imported is the machine with this mutation. Call before its first import. */
export function mutateSource(mutation: Mutation): void {
  const suffix = `/libs/mesh/core/src/${mutation.file}`;
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.endsWith(suffix)) return loaded;
      return { ...loaded, source: applyMutation(mutation, sourceText(loaded.source)) };
    },
  });
}

/** The mutated source. Throws when the place to change is gone or is there twice. */
export function applyMutation(mutation: Mutation, source: string): string {
  const parts = source.split(mutation.find);
  if (parts.length !== 2) {
    throw new Error(
      `mutation ${mutation.name}: its text stands ${parts.length - 1} times in ${mutation.file}; adapt test/sim/mutations`,
    );
  }
  return parts.join(mutation.replace);
}

function sourceText(source: string | ArrayBuffer | NodeJS.TypedArray | null | undefined): string {
  if (source === null || source === undefined) throw new Error('a source that was not loaded');
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}
