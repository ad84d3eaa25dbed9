import type { DatastorePath, Host, Image } from '@rapidvm/domain';
import { ARCHITECTURES, CAN_COMMAND } from '@rapidvm/domain';
import type { ErrorDetails, ImageId } from '@rapidvm/kernel';
import { asId, isRapidError, RapidError, toTimestamp } from '@rapidvm/kernel';
import { z } from 'zod';
import { tell } from '../change/tell.ts';
import type { ImageFacts, TaskDefinition } from '../ports/index.ts';
import { refuseIfUsed } from '../image/refuse-if-used.ts';
import type { TaskDeps } from './task-deps.ts';

const imageId = z.uuid().transform((id) => asId<ImageId>(id));
const path = z.string().nullable();
const registerSchema = z.object({
  imageId,
  name: z.string(),
  architecture: z.enum(ARCHITECTURES),
  datastore: z.string(),
  diskPath: z.string(),
  kernelPath: path,
  initrdPath: path,
  commandLine: path,
  description: z.string(),
});
const deleteSchema = z.object({ imageId });
export type ImageRegisterInput = z.output<typeof registerSchema>;
export type ImageDeleteInput = z.output<typeof deleteSchema>;

/** Checked where the files lie, on any host that has the datastore and can be reached. */
export function registerImageTask(deps: TaskDeps): TaskDefinition<ImageRegisterInput> {
  const { database, clock } = deps;
  const at = (input: ImageRegisterInput, file: string): DatastorePath => ({ datastore: input.datastore, path: file });
  return {
    kind: 'image.register',
    parseInput: (input) => registerSchema.parse(input),
    steps: [
      {
        name: 'look for its kernel files',
        async run(input) {
          const files = [input.kernelPath, input.initrdPath].filter((file) => file !== null);
          if (files.length === 0) return;
          for (const file of files) await inspect(deps, at(input, file), 'plain');
        },
      },
      {
        name: 'check its disk and write it down',
        async run(input, { report }) {
          if ((await database.read.images.get(input.imageId)) !== null) return;
          await report('Reading the disk to compute its checksum');
          const facts = await inspect(deps, at(input, input.diskPath), 'disk');
          const { imageId: id, ...asked } = input;
          const disk = { diskFormat: facts.format, diskBytes: facts.virtualBytes, sha256: facts.sha256 };
          const image: Image = { ...asked, ...disk, id, createdAt: toTimestamp(clock.now()) };
          await database.transaction(async (stores) => {
            if ((await stores.images.get(id)) !== null) return;
            await stores.images.insert(image);
            await tell(stores, 'image.registered', image, `The image ${image.name} was registered`, {
              datastore: image.datastore,
            });
          });
        },
        async undo(input) {
          await database.transaction((stores) => stores.images.delete(input.imageId));
        },
      },
    ],
  };
}

/** The files stay; only the entry goes. */
export function deleteImageTask({ database }: TaskDeps): TaskDefinition<ImageDeleteInput> {
  const name = 'forget it';
  return {
    kind: 'image.delete',
    parseInput: (input) => deleteSchema.parse(input),
    noCancelAfter: name,
    steps: [
      {
        name,
        async run(input) {
          await database.transaction(async (stores) => {
            const image = await stores.images.get(input.imageId);
            if (image === null) return;
            await refuseIfUsed(stores, image);
            await stores.images.delete(image.id);
            await tell(stores, 'image.deleted', image, `The image ${image.name} was deleted; its files stay`);
          });
        },
      },
    ],
  };
}

/** Looks at a file on a host that has the datastore; a host that can't be reached after all is passed over for the next. */
async function inspect({ database, agents }: TaskDeps, file: DatastorePath, kind: 'disk' | 'plain'): Promise<ImageFacts> {
  const having = (await database.read.hosts.all()).filter((host) => has(host, file.datastore));
  if (having.length === 0) {
    const hint = 'List the datastores to see which there are';
    throw new RapidError(
      'not-found',
      `No host has the datastore ${file.datastore}`,
      { kind: 'datastore', id: file.datastore },
      hint,
    );
  }
  const refusals: HostRefused[] = [];
  for (const { id, name, state } of having) {
    if (!CAN_COMMAND.includes(state)) {
      refusals.push(notReached(name, `it is ${state}`));
      continue;
    }
    try {
      return await agents.inspectImage(id, file, kind);
    } catch (error) {
      if (!isRapidError(error, 'host-unreachable')) throw error;
      refusals.push(notReached(name, error.details.cause));
    }
  }
  const message = `No host that has the datastore ${file.datastore} can be asked`;
  throw new RapidError('no-host-fits', message, { refusals, hosts: refusals.length }, 'Bring one of them back, then try again');
}

type HostRefused = ErrorDetails['no-host-fits']['refusals'][number];

function notReached(host: string, reason: string): HostRefused {
  return { host, code: 'host-state', reason, change: 'bring it back' };
}

function has(host: Host, datastore: string): boolean {
  return host.facts?.inventory.datastores.some(({ name }) => name === datastore) ?? false;
}
