// A third of the recorded networks on compiled programs; all of them in test/long.
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProgramCache } from '../../src-core/compile/program-cache';
import { nativePrograms } from '../compile/native';
import { expectCompiled } from './compiled';
import { RECORDED_NETWORKS } from './recorded-networks';

let programs: ProgramCache;
beforeAll(async () => {
  programs = await nativePrograms();
});

/** Every cell, with and without layers, directions and normalizations; every loss; dropout. */
const THIRD = [
  ...['rnn-1', 'rnn-2-bi', 'rnn-1-layer', 'rnn-2-batch'],
  ...['rnn-relu-1', 'rnn-relu-1-bi', 'rnn-relu-2-layer', 'rnn-relu-1-batch'],
  ...['lstm-1', 'lstm-2-bi', 'lstm-2-layer', 'lstm-1-batch', 'lstm-3-bi-dropout'],
  ...['gru-1', 'gru-2', 'gru-1-bi-layer', 'gru-1-batch'],
  ...RECORDED_NETWORKS.filter((name) => name.startsWith('loss-cross-entropy')),
];

describe.each(['xla', 'graph'] as const)('a network compiled as %s', (kind) => {
  it.each(THIRD)('computes what PyTorch computes in float64: %s', (name) => {
    expectCompiled(name, kind, programs);
    expect(programs.size).toBe(0);
  });
});
