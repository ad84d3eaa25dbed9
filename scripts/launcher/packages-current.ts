// Exit 0 when node_modules/ holds what package-lock.json asks for, 1 when `npm ci` is needed. Run by ./rapidvm before
// anything is installed, so it may use nothing but Node itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
}

const root = join(import.meta.dirname, '..', '..');

function lockedPackages(file: string): Map<string, LockedPackage> | null {
  try {
    const lock: { packages?: Record<string, LockedPackage> } = JSON.parse(readFileSync(file, 'utf8'));
    return new Map(Object.entries(lock.packages ?? {}));
  } catch (error) {
    // No file, or one cut short by a killed npm: either way npm has to run.
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) return null;
    throw error;
  }
}

/** npm leaves out optional packages it cannot get and those of other platforms; their absence is no reason to run it. */
function mayBeAbsent(entry: LockedPackage): boolean {
  return entry.optional === true;
}

function isCurrent(): boolean {
  const wanted = lockedPackages(join(root, 'package-lock.json'));
  const present = lockedPackages(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null) throw new Error('package-lock.json is missing or not JSON');
  if (present === null) return false;
  for (const [path, entry] of wanted) {
    if (!path.startsWith('node_modules/')) continue;
    const have = present.get(path);
    if (have === undefined ? !mayBeAbsent(entry) : have.version !== entry.version) return false;
  }
  return true;
}

process.exitCode = isCurrent() ? 0 : 1;
