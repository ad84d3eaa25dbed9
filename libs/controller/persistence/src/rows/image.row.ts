import type { Image } from '@rapidvm/domain';
import { ARCHITECTURES } from '@rapidvm/domain';
import { asId } from '@rapidvm/kernel';
import { EntitySchema } from 'typeorm';
import { KEY, OPTIONAL, notNegative, oneOf, text, time, uuid, whole } from './columns.ts';

export type ImageEntity = Omit<Image, 'id'> & { readonly id: string };

export const imageEntity = new EntitySchema<ImageEntity>({
  name: 'image',
  columns: {
    id: uuid('id', KEY),
    name: text('name'),
    architecture: text('architecture'),
    datastore: text('datastore'),
    diskPath: text('disk_path'),
    diskFormat: text('disk_format'),
    diskBytes: whole('disk_bytes'),
    sha256: text('sha256'),
    kernelPath: text('kernel_path', OPTIONAL),
    initrdPath: text('initrd_path', OPTIONAL),
    commandLine: text('command_line', OPTIONAL),
    description: text('description'),
    createdAt: time('created_at'),
  },
  uniques: [{ name: 'image_name_unique', columns: ['name'] }],
  checks: [
    oneOf('image_architecture_known', 'architecture', ARCHITECTURES),
    oneOf('image_disk_format_known', 'disk_format', ['qcow2', 'raw']),
    notNegative('image_disk_bytes_whole', 'disk_bytes'),
  ],
});

export function toImage(row: ImageEntity): Image {
  return { ...row, id: asId(row.id) };
}
