import { describe, expect, it } from 'vitest';
import { readCheckpoint, writeCheckpoint } from '../../src-core/export/checkpoint-file';
import { writeSafetensors } from '../../src-core/export/safetensors';

const tensors = [
  { name: 'parameters', shape: [3], values: Float32Array.of(0.1, -0, Number.NaN) },
  { name: 'hidden.l0.h', shape: [1, 2], values: Float32Array.of(1, 2) },
];

describe('a checkpoint file', () => {
  it.each([0, 1, 2 ** 20 - 1, 2 ** 24 + 1, 2 ** 40 + 12345])(
    'holds step %d and the tensors to the bit',
    (step) => {
      expect(readCheckpoint(writeCheckpoint({ step, trainedMs: 2 ** 21 + 3, tensors }))).toEqual({
        kind: 'ok',
        checkpoint: { step, trainedMs: 2 ** 21 + 3, tensors },
      });
    },
  );

  it('from before times were kept tells of none', () => {
    const step = { name: 'step', shape: [2], values: Float32Array.of(0, 7) };
    expect(readCheckpoint(writeSafetensors([step, ...tensors]))).toEqual({
      kind: 'ok',
      checkpoint: { step: 7, trainedMs: 0, tensors },
    });
  });

  it.each([
    ['is no safetensors file', Uint8Array.of(1, 2, 3), /3 bytes/],
    ['names no step', writeSafetensors(tensors), /names no step/],
    [
      'names half a step',
      writeSafetensors([{ name: 'step', shape: [2], values: Float32Array.of(0, 0.5) }]),
      /names no step/,
    ],
    [
      'names a step below 0',
      writeSafetensors([{ name: 'step', shape: [2], values: Float32Array.of(-1, 0) }]),
      /names no step/,
    ],
  ])('is refused where it %s', (_, bytes, why) => {
    expect(readCheckpoint(bytes)).toEqual({ kind: 'refused', why: expect.stringMatching(why) });
  });
});
