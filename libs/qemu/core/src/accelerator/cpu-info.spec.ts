import { HOST_FACTS_LIMITS } from '@rapidvm/domain';
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
    const info = parseCpuInfo(x86(flags), 'x86_64');
    expect(info).toMatchObject({ model: 'Intel(R) Xeon(R) Processor', processorFlag: found });
    expect(info.flags).toEqual(['fpu', 'sse2', 'vme', ...(flags === '' ? [] : [flags])].toSorted());
  });

  it('knows that arm64 has no such flag', () => {
    const text = 'processor\t: 0\nFeatures\t: fp asimd\nCPU part\t: 0xd0b\n\nModel\t\t: Raspberry Pi 5 Model B Rev 1.0\n';
    const model = 'Raspberry Pi 5 Model B Rev 1.0';
    expect(parseCpuInfo(text, 'aarch64')).toEqual({ model, processorFlag: null, flags: ['asimd', 'fp'] });
  });

  it('survives an empty file', () => {
    expect(parseCpuInfo('', 'x86_64')).toEqual({ model: '', processorFlag: false, flags: null });
  });

  it('tells no more features than fit', () => {
    const many = Array.from({ length: 2000 }, (_, i) => `feature${i}`).join(' ');
    const { flags } = parseCpuInfo(x86(`${many} ${'x'.repeat(40)}`), 'x86_64');
    expect(flags?.length).toBeLessThanOrEqual(HOST_FACTS_LIMITS.cpuFlags);
    expect(flags?.join(' ').length).toBeLessThanOrEqual(HOST_FACTS_LIMITS.allCpuFlagChars);
  });
});
