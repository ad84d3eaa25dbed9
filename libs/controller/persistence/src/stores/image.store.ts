import type { ImageStore, PageQuery } from '@rapidvm/controller-app';
import type { Image, ImageUse } from '@rapidvm/domain';
import type { ImageId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import type { Page } from '@rapidvm/operations';
import { breaksForeignKey, breaksUnique } from '../connection/driver-errors.ts';
import type { Executor } from '../connection/executor.ts';
import { decodeCursor, nameKey, toPage } from '../connection/keyset.ts';
import { imageEntity, toImage } from '../rows/image.row.ts';
import { alreadyExists, inUse } from './refusals.ts';

/** Each VM once for each image that it, or a disk of it, hangs on. The names are for people, who need no more than the first. */
const USED_BY = `
  SELECT image_id, (array_agg(name ORDER BY name))[1:3] AS names, count(*)::int AS count
  FROM (
    SELECT vm.name, used.image_id
    FROM vm CROSS JOIN LATERAL (
      SELECT vm.image_id UNION SELECT (disk ->> 'imageId')::uuid FROM jsonb_array_elements(vm.spec -> 'disks') AS disk
    ) AS used
  ) AS uses
  WHERE image_id = ANY ($1)
  GROUP BY image_id`;

const BY_NAME = { list: 'image', key: nameKey };

export class PostgresImageStore implements ImageStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async list(filter: { readonly name?: string }, page: PageQuery): Promise<Page<Image>> {
    const after = decodeCursor(BY_NAME, page.cursor);
    const rows = await this.#db.with(imageEntity, (images) => {
      const query = images
        .createQueryBuilder('image')
        .orderBy('image.name')
        .limit(page.limit + 1);
      if (filter.name !== undefined) query.andWhere('image.name = :name', { name: filter.name });
      if (after !== null) query.andWhere('image.name > :after', { after });
      return query.getMany();
    });
    return toPage(BY_NAME, page.limit, rows, { key: (row) => row.name, item: toImage });
  }

  async get(id: ImageId): Promise<Image | null> {
    const row = await this.#db.with(imageEntity, (images) => images.findOneBy({ id }));
    return row === null ? null : toImage(row);
  }

  async findByName(name: string): Promise<Image | null> {
    const row = await this.#db.with(imageEntity, (images) => images.findOneBy({ name }));
    return row === null ? null : toImage(row);
  }

  async insert(image: Image): Promise<void> {
    try {
      await this.#db.with(imageEntity, (images) => images.insert(image));
    } catch (error) {
      if (breaksUnique(error)) throw alreadyExists('image', image.name);
      throw error;
    }
  }

  async delete(id: ImageId): Promise<void> {
    try {
      await this.#db.with(imageEntity, (images) => images.delete({ id }));
    } catch (error) {
      if (breaksForeignKey(error)) throw inUse('image', id, ['virtual machines made from it']);
      throw error;
    }
  }

  async usedBy(ids: readonly ImageId[]): Promise<ReadonlyMap<ImageId, ImageUse>> {
    const rows = await this.#db.rows<{ image_id: string; names: string[]; count: number }>(USED_BY, [ids]);
    return new Map(rows.map(({ image_id: id, names, count }) => [asId<ImageId>(id), { names, count }]));
  }
}
