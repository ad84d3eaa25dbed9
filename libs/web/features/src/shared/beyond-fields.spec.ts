import { RapidError } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { beyondFields } from './beyond-fields.ts';

const error = new RapidError('unavailable', 'No answer', { what: 'the controller', cause: '' }, 'Try again');
const broken = (...fields: string[]) => new Map(fields.map((field) => [field, 'must be so']));

describe('what the fields of a form do not say', () => {
  it.each([
    { refused: 'at fields that are there', at: broken('name', 'rack'), box: null },
    { refused: 'at a field that nobody can see', at: broken('name', 'cursor'), box: error },
    { refused: 'as a whole', at: broken(), box: error },
  ])('of a form that was refused $refused', ({ at, box }) => expect(beyondFields(error, at, ['name', 'rack'])).toBe(box));

  it('of a form that was not refused is nothing', () => expect(beyondFields(null, broken(), ['name'])).toBeNull());
});
