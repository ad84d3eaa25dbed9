import type { ImageId, TaskId } from '@rapidvm/kernel';
import { asId, invalidInput, newId, notFound, RapidError } from '@rapidvm/kernel';
import { isSafeRelativePath } from '@rapidvm/domain';
import type { OperationInput } from '@rapidvm/operations';
import type { Handler } from '../ports/index.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { toTaskView } from '../views.ts';
import { refuseIfUsed } from './refuse-if-used.ts';

/** Begins the check of files that lie in a datastore. */
export function registerImage({ changes, tasks, definitions, clock, rng }: UseCaseDeps): Handler<'image.register'> {
  return (context, input) =>
    changes.makeAs({ operation: 'image.register', context, input, subject: `image ${input.name}` }, async (stores, caller) => {
      refuseUnsafePaths(input);
      if ((await stores.images.findByName(input.name)) !== null) throw nameTaken(input.name);
      const id = newId<ImageId>(clock, rng);
      const about = {
        id: newId<TaskId>(clock, rng),
        subject: { kind: 'image', id, name: input.name } as const,
        requestedBy: caller.name,
      };
      const { kernelPath = null, initrdPath = null, commandLine = null, ...asked } = input;
      const register = { imageId: id, ...asked, kernelPath, initrdPath, commandLine };
      const task = await tasks.create(stores, definitions.registerImage, about, register);
      return { answer: { task: toTaskView(task, caller.role) }, after: register, task: task.id };
    });
}

export function deleteImage({ changes, tasks, definitions, clock, rng }: UseCaseDeps): Handler<'image.delete'> {
  return (context, input) =>
    changes.makeAs({ operation: 'image.delete', context, input, subject: `image ${input.id}` }, async (stores, caller) => {
      const image = await stores.images.get(asId<ImageId>(input.id));
      if (image === null) throw notFound('image', input.id);
      await refuseIfUsed(stores, image);
      const { id, name } = image;
      const about = { id: newId<TaskId>(clock, rng), subject: { kind: 'image', id, name } as const, requestedBy: caller.name };
      const task = await tasks.create(stores, definitions.deleteImage, about, { imageId: id });
      return { answer: { task: toTaskView(task, caller.role) }, subject: `image ${name} ${id}`, before: image, task: task.id };
    });
}

function refuseUnsafePaths(input: OperationInput<'image.register'>): void {
  const paths = { diskPath: input.diskPath, kernelPath: input.kernelPath, initrdPath: input.initrdPath };
  const issues = Object.entries(paths).flatMap(([field, value]) =>
    value === undefined || isSafeRelativePath(value)
      ? []
      : [{ field, value, rule: 'must be a relative path that stays in the datastore' }],
  );
  if (issues.length > 0) throw invalidInput(issues);
  if (input.initrdPath !== undefined && input.kernelPath === undefined) {
    throw invalidInput([{ field: 'initrdPath', value: input.initrdPath, rule: 'needs a kernelPath beside it' }]);
  }
}

function nameTaken(name: string): RapidError<'already-exists'> {
  return new RapidError('already-exists', `There is an image ${name} already`, { kind: 'image', name }, 'Choose another name');
}
