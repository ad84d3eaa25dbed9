/** A task whose world is files on disk: makes a directory, writes a file into it, and moves both into place. */
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskDefinition, TaskStep } from '@rapidvm/controller-app';
import type { VmId } from '@rapidvm/kernel';
import { newId } from '@rapidvm/kernel';
import { z } from 'zod';
import type { OpenMachine, Scenario } from '../harness/index.ts';

const inputSchema = z.object({ name: z.string(), text: z.string() });
type Input = z.infer<typeof inputSchema>;

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function steps(directory: string): readonly TaskStep<Input>[] {
  const aside = (input: Input): string => join(directory, `${input.name}.new`);
  const place = (input: Input): string => join(directory, input.name);
  return [
    {
      name: 'make the directory',
      run: async (input) => {
        if (!(await exists(place(input)))) await mkdir(aside(input), { recursive: true });
      },
      undo: (input) => rm(aside(input), { recursive: true, force: true }),
    },
    {
      name: 'write the file',
      run: async (input, { report }) => {
        await report('Writing');
        if (!(await exists(place(input)))) await writeFile(join(aside(input), 'text'), input.text);
      },
    },
    {
      name: 'move it into place',
      run: async (input) => {
        if (!(await exists(place(input)))) await rename(aside(input), place(input));
      },
      undo: (input) => rm(place(input), { recursive: true, force: true }),
    },
  ];
}

export const open: OpenMachine = async ({ directory, clock, rng }) => {
  const definition: TaskDefinition<Input> = {
    kind: 'vm.create',
    parseInput: (input) => inputSchema.parse(input),
    steps: steps(directory),
  };
  const scenario: Scenario<Input> = {
    definition,
    async prepare() {
      const id = newId<VmId>(clock, rng);
      return { subject: { kind: 'vm', id, name: id }, input: { name: id, text: `about ${id}` } };
    },
    async done({ name, text }) {
      assert.equal(await readFile(join(directory, name, 'text'), 'utf8'), text);
      assert.equal(await exists(join(directory, `${name}.new`)), false);
    },
    async undone({ name }) {
      assert.deepEqual(
        (await readdir(directory)).filter((entry) => entry.startsWith(name)),
        [],
      );
    },
  };
  return { scenarios: { toy: scenario }, close: async () => undefined };
};
