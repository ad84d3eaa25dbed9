import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modulesDep, parseModinfo, resolveModules } from './kernel-modules.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modules-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function moduleFile(path: string, depends: string, aliases: readonly string[] = []): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  const strings = [`depends=${depends}`, ...aliases.map((alias) => `alias=${alias}`), 'license=GPL'];
  await writeFile(file, `ELF\0${strings.join('\0')}\0`);
}

describe('kernel modules', () => {
  it('reads every value of a key, next to each other or not, and no empty ones', () => {
    const elf = Buffer.from('\0alias=pci:a\0alias=pci:b\0depends=\0license=GPL\0alias=pci:c\0');
    expect(parseModinfo(elf, 'alias')).toEqual(['pci:a', 'pci:b', 'pci:c']);
    expect(parseModinfo(elf, 'depends')).toEqual([]);
  });

  it('puts each module after all it needs, and takes - and _ as the same', async () => {
    await moduleFile('kernel/gpu/bochs.ko', 'drm_kms_helper,drm,ttm');
    await moduleFile('kernel/gpu/drm.ko', '');
    await moduleFile('kernel/gpu/drm-kms-helper.ko', 'drm');
    await moduleFile('kernel/gpu/ttm.ko', 'drm');
    const modules = await resolveModules(folder, ['bochs', 'not-in-this-kernel']);
    const names = modules.map((module) => module.name);
    expect(names.at(-1)).toBe('bochs');
    expect(names.indexOf('drm')).toBeLessThan(names.indexOf('ttm'));
    expect(names.indexOf('drm')).toBeLessThan(names.indexOf('drm_kms_helper'));
    expect(names).toHaveLength(4);
    // modprobe loads from the last to the first: drm, which all need, must stand last.
    const line = modulesDep(modules)
      .split('\n')
      .find((text) => text.startsWith('kernel/gpu/bochs.ko:'));
    expect(line?.endsWith(' kernel/gpu/drm.ko')).toBe(true);
  });

  it('refuses a module that needs one the kernel does not have', async () => {
    await moduleFile('kernel/a.ko', 'gone');
    await expect(resolveModules(folder, ['a'])).rejects.toMatchObject({ code: 'image-invalid' });
  });
});
