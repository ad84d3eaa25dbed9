import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { RapidError } from '@rapidvm/kernel';

/** One kernel module file. `path` is relative to the kernel's module folder; `needs` are names of other modules. */
export interface KernelModule {
  readonly name: string;
  readonly path: string;
  readonly needs: readonly string[];
  readonly aliases: readonly string[];
}

/** The kernel treats `-` and `_` in module names as the same. */
function canonical(name: string): string {
  return name.replaceAll('-', '_');
}

/** Reads what a module says about itself: zero-terminated `key=value` strings in its .modinfo section. */
export function parseModinfo(elf: Buffer, key: string): string[] {
  const text = elf.toString('latin1');
  return [...text.matchAll(new RegExp(`\\0${key}=([^\\0]*)(?=\\0)`, 'g'))]
    .map((match) => match[1] ?? '')
    .filter((value) => value !== '');
}

/** All modules of an unpacked Debian kernel package, by canonical name. `folder` is `lib/modules/<version>` in it. */
export async function indexModules(folder: string): Promise<Map<string, string>> {
  const files = await readdir(folder, { recursive: true });
  return new Map(files.filter((file) => file.endsWith('.ko')).map((file) => [canonical(basename(file, '.ko')), file]));
}

/**
 * The modules `wanted` and everything they need, each after what it needs. A wanted name that this kernel does not have is passed over:
 * it is built in, or belongs to another architecture. A needed one that is missing is an error.
 */
export async function resolveModules(folder: string, wanted: readonly string[]): Promise<KernelModule[]> {
  const files = await indexModules(folder);
  const resolved = new Map<string, KernelModule>();
  async function add(name: string): Promise<void> {
    if (resolved.has(name)) return;
    const path = files.get(name);
    if (path === undefined) {
      throw new RapidError(
        'image-invalid',
        `The kernel has no module ${name}`,
        { image: folder, problem: `module ${name} is needed by another one but missing` },
        'Remove the package cache and build the image again',
      );
    }
    const elf = await readFile(join(folder, path));
    const depends = parseModinfo(elf, 'depends').flatMap((value) => value.split(','));
    const needs = depends.map(canonical);
    for (const need of needs) await add(need);
    resolved.set(name, { name, path, needs, aliases: parseModinfo(elf, 'alias') });
  }
  for (const name of wanted.map(canonical)) if (files.has(name)) await add(name);
  return [...resolved.values()];
}

/** modules.dep as modprobe reads it: each module's file, then all it needs, to be loaded from the last to the first. */
export function modulesDep(modules: readonly KernelModule[]): string {
  const byName = new Map(modules.map((module) => [module.name, module]));
  function closure(module: KernelModule): KernelModule[] {
    const direct = module.needs.flatMap((need) => byName.get(need) ?? []);
    return [...direct, ...direct.flatMap(closure)];
  }
  const lines = modules.map((module) => {
    const needed = new Set(closure(module));
    const lastFirst = modules.filter((other) => needed.has(other)).reverse();
    return `${module.path}:${lastFirst.map((other) => ` ${other.path}`).join('')}\n`;
  });
  return lines.join('');
}

/** Copies `modules` and the lists modprobe needs into `target` (a `lib/modules/<version>` folder). */
export async function installModules(source: string, target: string, modules: readonly KernelModule[]): Promise<void> {
  for (const module of modules) {
    const file = join(target, module.path);
    await mkdir(dirname(file), { recursive: true });
    await copyFile(join(source, module.path), file);
  }
  const aliases = modules.flatMap((module) => module.aliases.map((alias) => `alias ${alias} ${module.name}\n`));
  await writeFile(join(target, 'modules.dep'), modulesDep(modules));
  await writeFile(join(target, 'modules.alias'), aliases.join(''));
  await writeFile(join(target, 'modules.symbols'), '');
}

/** The one kernel version in an unpacked kernel package. */
export async function kernelVersion(packageRoot: string): Promise<{ version: string; folder: string }> {
  const parent = join(packageRoot, 'lib', 'modules');
  const [version] = await readdir(parent);
  if (version === undefined) {
    throw new RapidError(
      'image-invalid',
      'The kernel package holds no modules',
      { image: relative('.', packageRoot), problem: 'lib/modules is empty' },
      'Remove the package cache and build the image again',
    );
  }
  return { version, folder: join(parent, version) };
}
