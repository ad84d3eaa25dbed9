import { join } from 'node:path';
import { TASK_KINDS } from '@rapidvm/domain';
import { machineTests } from '../harness/index.ts';

machineTests(join(import.meta.dirname, 'task-machine.ts'), [...TASK_KINDS, 'vm.start elsewhere']);
