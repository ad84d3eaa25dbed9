import { describe, expect, it } from 'vitest';
import { newLink } from './link.ts';
import { HearingRoom } from './testing/hearing-room.ts';

describe('questions', () => {
  it('are asked once, and again when there was no answer for a second', () => {
    const { postman, out } = new HearingRoom().state;
    const [link, another] = [newLink('peer-1', 0), newLink('peer-2', 0)];
    const askAt = (nowMs: number): readonly string[] => {
      for (const one of [link, another]) postman.ask(one, 'down-set', [7], nowMs);
      postman.sendQuestions();
      return out.take().flatMap((output) => (output.kind === 'send' ? [output.peer] : []));
    };
    expect(askAt(0)).toEqual(['peer-1']);
    expect(askAt(999)).toEqual([]);
    expect(askAt(1000)).toEqual(['peer-1']);
    postman.answered('down-set', 7);
    expect(askAt(1001)).toEqual(['peer-1']);
  });
});
