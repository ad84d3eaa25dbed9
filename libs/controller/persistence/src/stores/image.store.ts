import type { ImageStore, PageQuery } from '@rapidvm/controller-app';
import type { Image } from '@rapidvm/domain';
import type { ImageId } from '@rapidvm/kernel';
import type { Page } from '@rapidvm/operations';
import { breaksForeignKey, breaksUnique } from '../connection/driver-errors.ts';
import type { Executor } from '../connection/executor.ts';
import { decodeCursor, nameKey, toPage } from '../connection/keyset.ts';
import { imageEntity, toImage } from '../rows/image.row.ts';
import { alreadyExists, inUse } from './refusals.ts';

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

  async usedBy(id: ImageId): Promise<readonly string[]> {
    const rows = await this.#db.rows<{ name: string }>(
      `SELECT name FROM vm WHERE image_id = $1 OR spec -> 'disks' @> jsonb_build_array(jsonb_build_object('imageId', $1::text)) ORDER BY name`,
      [id],
    );
    return rows.map((row) => row.name);
  }
}
