import { join } from 'node:path';
import type { ImageView, VmCreate, VmView } from '@rapidvm/operations';
import { dataLayout } from '../../../scripts/launcher/data-layout.ts';
import { startProduct, type Product } from '../../e2e/harness/index.ts';
import type { GuestFiles } from './peer-domain.ts';
import { say } from './report.ts';

/** Runs `work` with a whole product without any VM, started as a person would start it, and removes it afterwards. */
export async function withProduct<T>(work: (product: Product) => Promise<T>): Promise<T> {
  say('starting a product');
  const product = await startProduct({ hello: false });
  try {
    return await work(product);
  } finally {
    await product.stop();
  }
}

/** The image of our own guest; `up` has registered it. */
export async function guestImage(product: Product): Promise<ImageView> {
  const { items } = await product.api.call('image.list', {});
  const [image] = items;
  if (image === undefined) throw new Error('the product has no image');
  return image;
}

/** The image's files as they lie in the product's datastore. */
export function filesOf(product: Product, image: ImageView): GuestFiles {
  const { datastore } = dataLayout(product.dataDir);
  const { diskPath, diskFormat, kernelPath, initrdPath, commandLine } = image;
  if (kernelPath === null || initrdPath === null || commandLine === null) throw new Error('the image has no kernel of its own');
  const at = (path: string): string => join(datastore, path);
  return { disk: at(diskPath), diskFormat, kernel: at(kernelPath), initrd: at(initrdPath), commandLine };
}

/** Makes a VM of our own guest image and waits until that is done. */
export async function makeVm(product: Product, name: string, more: Partial<VmCreate> = {}): Promise<VmView> {
  const image = await guestImage(product);
  const { task, vm } = await product.api.call('vm.create', { name, image: image.name, ...more });
  await product.finished(task);
  return vm;
}
