import type { Architecture } from '@rapidvm/domain';
import { HOST_FACTS_LIMITS } from '@rapidvm/domain';

/** What `/proc/cpuinfo` tells that we need. */
export interface CpuInfo {
  /** Empty: not told (arm64 tells numbers only). */
  readonly model: string;
  /** x86: vmx or svm among the flags. Null: the architecture has no such flag. */
  readonly processorFlag: boolean | null;
  /** Its features, by name; at most HOST_FACTS_LIMITS. Null: it tells none. */
  readonly flags: readonly string[] | null;
}

export function parseCpuInfo(text: string, architecture: Architecture): CpuInfo {
  const value = (key: string): string => new RegExp(`^${key}\\s*:(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  const flags = (value('flags') || value('Features')).split(/\s+/).filter((flag) => flag !== '');
  return {
    model: value('model name') || value('Model'),
    processorFlag: architecture === 'x86_64' ? flags.includes('vmx') || flags.includes('svm') : null,
    flags: flags.length === 0 ? null : bounded(flags),
  };
}

/** In alphabetical order: the kernel's may change with its version, and nothing has changed then. */
function bounded(flags: readonly string[]): readonly string[] {
  const { cpuFlags, cpuFlagChars, allCpuFlagChars } = HOST_FACTS_LIMITS;
  let chars = 0;
  return [...new Set(flags)]
    .filter((flag) => flag.length <= cpuFlagChars)
    .toSorted()
    .filter((flag) => (chars += flag.length + 1) <= allCpuFlagChars)
    .slice(0, cpuFlags);
}
