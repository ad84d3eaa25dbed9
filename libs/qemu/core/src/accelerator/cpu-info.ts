import type { Architecture } from '@rapidvm/domain';

/** What `/proc/cpuinfo` tells that we need. */
export interface CpuInfo {
  /** Empty: not told (arm64 tells numbers only). */
  readonly model: string;
  /** x86: vmx or svm among the flags. Null: the architecture has no such flag. */
  readonly processorFlag: boolean | null;
}

export function parseCpuInfo(text: string, architecture: Architecture): CpuInfo {
  const value = (key: string): string => new RegExp(`^${key}\\s*:(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  const flags = value('flags').split(/\s+/);
  return {
    model: value('model name') || value('Model'),
    processorFlag: architecture === 'x86_64' ? flags.includes('vmx') || flags.includes('svm') : null,
  };
}
