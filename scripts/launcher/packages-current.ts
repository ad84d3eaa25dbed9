// Exit 0 when node_modules/ holds what package-lock.json asks for, 1 when `npm ci` is needed. Run by ./rapidvm before
// anything is installed, so it may use nothing but Node itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a lock file says of one package: its version, and whether it may be left out. */
interface LockedPackage {
  readonly version: unknown;
  readonly optional: boolean;
}

const root = join(import.meta.dirname, '..', '..');

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The packages of a lock file by path; null when there is no such file, or one cut short by a killed npm. */
function lockedPackages(file: string): Map<string, LockedPackage> | null {
  try {
    const lock: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const packages = isRecord(lock) && isRecord(lock['packages']) ? lock['packages'] : {};
    const entries = Object.entries(packages).filter(([path]) => path.startsWith('node_modules/'));
    return new Map(
      entries.map(([path, entry]) => [
        path,
        isRecord(entry) ? { version: entry['version'], optional: entry['optional'] === true } : none,
      ]),
    );
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) return null;
    throw error;
  }
}

const none: LockedPackage = { version: undefined, optional: false };

function isCurrent(): boolean {
  const wanted = lockedPackages(join(root, 'package-lock.json'));
  const present = lockedPackages(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null || present === null) return false;
  // npm leaves out optional packages that it cannot get and those of other platforms: their absence is no reason to run it.
  return [...wanted].every(([path, entry]) => {
    const have = present.get(path);
    return have === undefined ? entry.optional : have.version === entry.version;
  });
}

process.exitCode = isCurrent() ? 0 : 1;
