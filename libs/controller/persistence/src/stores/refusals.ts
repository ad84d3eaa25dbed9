import { kindWord, RapidError, thingWords } from '@rapidvm/kernel';

export function alreadyExists(kind: string, name: string): RapidError<'already-exists'> {
  return new RapidError(
    'already-exists',
    `There is already ${/^[AEIOaeio]/.test(kindWord(kind)) ? 'an' : 'a'} ${thingWords(kind, name)}`,
    { kind, name },
    'Choose another name',
  );
}

export function inUse(kind: string, id: string, usedBy: readonly string[]): RapidError<'in-use'> {
  return new RapidError('in-use', `The ${kindWord(kind)} is in use`, { kind, id, usedBy }, 'Delete what uses it first');
}
