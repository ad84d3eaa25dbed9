import { describe, expect, it } from 'vitest';
import { parseCpuInfo } from './cpu-info.ts';

const x86 = (flags: string): string =>
  `processor\t: 0\nmodel name\t: Intel(R) Xeon(R) Processor\nflags\t\t: fpu vme ${flags} sse2\nbugs\t\t: svm_like\n`;

describe('parseCpuInfo', () => {
  it.each([
    ['vmx', true],
    ['svm', true],
    ['vmxoff', false],
    ['', false],
  ])('finds virtualisation among the flags "%s": %s', (flags, found) => {
    expect(parseCpuInfo(x86(flags), 'x86_64')).toEqual({ model: 'Intel(R) Xeon(R) Processor', processorFlag: found });
  });

  it('knows that arm64 has no such flag', () => {
    const text = 'processor\t: 0\nFeatures\t: fp asimd\nCPU part\t: 0xd0b\n\nModel\t\t: Raspberry Pi 5 Model B Rev 1.0\n';
    expect(parseCpuInfo(text, 'aarch64')).toEqual({ model: 'Raspberry Pi 5 Model B Rev 1.0', processorFlag: null });
  });

  it('survives an empty file', () => {
    expect(parseCpuInfo('', 'x86_64')).toEqual({ model: '', processorFlag: false });
  });
});
