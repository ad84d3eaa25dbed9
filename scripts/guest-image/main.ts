// Builds the guest image: node scripts/guest-image/main.ts [--architecture x86_64|aarch64] [--datastore DIR]
// Prints the folder of the finished image. With --datastore it is also put there as images/<name>/.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureGuestImage } from './build-guest-image.ts';
import { installImage } from './install-image.ts';
import { hostArchitecture } from './recipe.ts';

const { values } = parseArgs({ options: { architecture: { type: 'string' }, datastore: { type: 'string' } } });
const cacheDir = join(import.meta.dirname, '..', '..', '.tools', 'guest-image');
await mkdir(cacheDir, { recursive: true });
const architecture =
  values.architecture === 'aarch64' || values.architecture === 'x86_64' ? values.architecture : hostArchitecture();
const image = await ensureGuestImage({ architecture, cacheDir, say: (line) => process.stderr.write(`guest image: ${line}\n`) });
process.stdout.write(`${image.folder}\n`);
if (values.datastore !== undefined) process.stdout.write(`${await installImage(values.datastore, image)}\n`);
