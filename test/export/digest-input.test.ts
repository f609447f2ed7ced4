import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestInput, float32Bytes } from '../../src-core/export/digest-input';

describe('digestInput', () => {
  it('is little-endian float32: loss, norms, last prediction, weights in their order', () => {
    const bytes = digestInput({
      loss: Float32Array.of(1),
      gradNorm: Float32Array.of(2),
      gradNormClipped: Float32Array.of(-2),
      lastPrediction: Float32Array.of(0.5),
      weights: [
        { name: 'b', shape: [1], values: Float32Array.of(4) },
        { name: 'a', shape: [1], values: Float32Array.of(8) },
      ],
    });
    expect(Buffer.concat(bytes).toString('hex')).toBe('0000803f00000040000000c00000003f0000804000000041');
  });

  it('takes what a run has that ended early', () => {
    const none = new Float32Array(0);
    const run = {
      loss: Float32Array.of(1),
      gradNorm: none,
      gradNormClipped: none,
      lastPrediction: null,
      weights: null,
    };
    expect(Buffer.concat(digestInput(run)).toString('hex')).toBe('0000803f');
  });

  it('is the same for every NaN', () => {
    const bits = Uint32Array.of(0x7fc00000, 0xffc00001, 0x7f800001);
    const bytes = Buffer.from(float32Bytes(new Float32Array(bits.buffer))).toString('hex');
    expect(bytes).toBe('0000c07f'.repeat(3));
  });

  it('gives the digest of a hand-made run', () => {
    const run = {
      loss: Float32Array.of(0.5),
      gradNorm: Float32Array.of(1),
      gradNormClipped: Float32Array.of(1),
      lastPrediction: Float32Array.of(0),
      weights: [],
    };
    const hash = createHash('sha256');
    digestInput(run).forEach((part) => hash.update(part));
    const expected = createHash('sha256').update(Buffer.from('0000003f0000803f0000803f00000000', 'hex'));
    expect(hash.digest('hex')).toBe(expected.digest('hex'));
  });
});
