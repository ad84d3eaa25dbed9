import { join } from 'node:path';
import { machineTests } from '../harness/index.ts';

machineTests(join(import.meta.dirname, 'toy-machine.ts'), ['toy']);
