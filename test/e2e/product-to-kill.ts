/** A run of tests with a product and its VM, to be killed: see interrupted-run.spec.ts. Says where it lies when the VM runs. */
import { openTestRun } from '../../scripts/launcher/test-run.ts';
import { startProduct } from './harness/index.ts';

const { environment } = await openTestRun();
Object.assign(process.env, environment);
const product = await startProduct();
process.stdout.write(`${JSON.stringify({ dataDir: product.dataDir, runFolder: environment['TMPDIR'] })}\n`);
setInterval(() => undefined, 1000);
