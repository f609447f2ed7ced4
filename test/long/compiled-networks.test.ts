// Every recorded network on compiled programs.
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProgramCache } from '../../src-core/compile/program-cache';
import { nativePrograms } from '../compile/native';
import { expectCompiled } from '../network/compiled';
import { RECORDED_NETWORKS } from '../network/recorded-networks';

let programs: ProgramCache;
beforeAll(async () => {
  programs = await nativePrograms();
});

describe.each(['xla', 'graph'] as const)('a network compiled as %s', (kind) => {
  it.each(RECORDED_NETWORKS)('computes what PyTorch computes in float64: %s', (name) => {
    expectCompiled(name, kind, programs);
    expect(programs.size).toBe(0);
  });
});
