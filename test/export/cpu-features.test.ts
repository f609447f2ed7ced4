import { describe, expect, it } from 'vitest';
import { cpuFeatures } from '../../src-core/export/cpu-features';

describe('cpuFeatures', () => {
  it.each([
    [
      'processor\t: 0\nflags\t\t: fpu sse2 fma avx2 avx512_bf16 sse4_1\n',
      ['avx2', 'avx512_bf16', 'fma', 'sse4_1'],
    ],
    ['processor\t: 0\nFeatures\t: fp asimd asimddp crc32 sve\n', ['asimd', 'asimddp', 'sve']],
    ['processor\t: 0\n', []],
  ])('reads %j', (cpuinfo, features) => {
    expect(cpuFeatures(cpuinfo)).toEqual(features);
  });
});
