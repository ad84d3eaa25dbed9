import type { TaskDefinition } from '../ports/index.ts';
import { createVmTask } from './create-vm.task.ts';
import { deleteVmTask } from './delete-vm.task.ts';
import { drainHostTask } from './drain-host.task.ts';
import { removeHostTask } from './host.tasks.ts';
import { deleteImageTask, registerImageTask } from './image.tasks.ts';
import { moveVmTask } from './move-vm.task.ts';
import { killVmTask, startVmTask, stopVmTask } from './power-vm.tasks.ts';
import type { TaskDeps } from './task-deps.ts';

/** Every kind of task there is. */
export function createTaskDefinitions(deps: TaskDeps) {
  const moveVm = moveVmTask(deps);
  return {
    createVm: createVmTask(deps),
    startVm: startVmTask(deps),
    stopVm: stopVmTask(deps),
    killVm: killVmTask(deps),
    deleteVm: deleteVmTask(deps),
    registerImage: registerImageTask(deps),
    deleteImage: deleteImageTask(deps),
    moveVm,
    removeHost: removeHostTask(deps),
    drainHost: drainHostTask(deps, moveVm),
  } as const;
}

export type TaskDefinitions = ReturnType<typeof createTaskDefinitions>;

/** As the engine takes them. */
export function allDefinitions(definitions: TaskDefinitions): readonly TaskDefinition[] {
  return Object.values(definitions);
}
