import type { ImageId } from '@rapidvm/kernel';
import type { Architecture } from '../host/host.ts';

/** A bootable thing users pick from. Files lie in `<datastore>/images/<name>/`. */
export interface Image {
  readonly id: ImageId;
  readonly name: string;
  readonly architecture: Architecture;
  readonly datastore: string;
  /** Path of the disk in the datastore. */
  readonly diskPath: string;
  readonly diskFormat: 'qcow2' | 'raw';
  readonly diskBytes: number;
  readonly sha256: string;
  /** Direct kernel boot, where the image needs it. Paths in the same datastore. */
  readonly kernelPath: string | null;
  readonly initrdPath: string | null;
  readonly commandLine: string | null;
  readonly description: string;
  readonly createdAt: string;
}
