import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import { readSafetensors, writeSafetensors } from '../../src-core/export/safetensors';

const REFERENCE = path.join(import.meta.dirname, '../reference');

function whyRefused(bytes: Uint8Array): string {
  const result = readSafetensors(bytes);
  return result.kind === 'refused' ? result.why : 'accepted';
}

/** A file with this header text and so many bytes of values. */
function fileOf(header: string, valueBytes: number): Uint8Array {
  const text = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(valueBytes)]);
}

function entry(shape: unknown, offsets: unknown, dtype: unknown = 'F32'): unknown {
  return { dtype, shape, data_offsets: offsets };
}

const tensors: fc.Arbitrary<readonly NamedTensor[]> = fc
  .uniqueArray(
    fc.record({ name: fc.string({ minLength: 1 }), shape: fc.array(fc.nat(4), { maxLength: 4 }) }),
    { selector: (one) => one.name, maxLength: 6 },
  )
  .filter((list) => list.every(({ name }) => name !== '__metadata__' && !/^\d+$/.test(name)))
  .chain((list) =>
    fc.tuple(
      ...list.map(({ name, shape }) => {
        const length = shape.reduce((size, extent) => size * extent, 1);
        return fc
          .array(fc.float(), { minLength: length, maxLength: length })
          .map((values) => ({ name, shape, values: Float32Array.from(values) }));
      }),
    ),
  );

describe('safetensors', () => {
  it('reads back what was written: names, order, shapes, bits', () => {
    fc.assert(
      fc.property(tensors, (list) => {
        expect(readSafetensors(writeSafetensors(list))).toEqual({ kind: 'ok', tensors: list });
      }),
    );
  });

  it('starts the values at a multiple of eight', () => {
    for (let length = 1; length < 12; length += 1) {
      const bytes = writeSafetensors([{ name: 'n'.repeat(length), shape: [1], values: Float32Array.of(1) }]);
      expect((bytes.length - 4) % 8).toBe(0);
    }
  });

  it('reads from the middle of a larger buffer', () => {
    const list = [{ name: 'a', shape: [2], values: Float32Array.of(1.5, -2) }];
    const bytes = writeSafetensors(list);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(readSafetensors(shifted.subarray(3))).toEqual({ kind: 'ok', tensors: list });
  });

  it.each(readdirSync(REFERENCE).filter((name) => name.endsWith('.safetensors')))(
    'reads %s as torch wrote it',
    (name) => {
      const result = readSafetensors(readFileSync(path.join(REFERENCE, name)));
      if (result.kind === 'refused') throw new Error(result.why);
      const shapes = new Map(result.tensors.map((tensor) => [tensor.name, tensor.shape]));
      const hidden = shapes.get('rnn.weight_hh_l0')?.[1] ?? 0;
      expect(shapes.get('rnn.weight_hh_l0')?.[0]).toBe((shapes.get('rnn.bias_hh_l0') ?? [])[0]);
      expect(shapes.get('out.bias')).toEqual([1]);
      for (const tensor of result.tensors.filter((one) => one.name.startsWith('rnn.'))) {
        // torch draws every tensor of the cell from U(±1/√hidden).
        const largest = Math.max(...tensor.values.map(Math.abs));
        expect(largest).toBeLessThanOrEqual(1 / Math.sqrt(hidden));
        expect(largest).toBeGreaterThan(0);
      }
    },
  );

  it('ignores metadata', () => {
    const header = JSON.stringify({ __metadata__: { format: 'pt' }, a: entry([1], [0, 4]) });
    expect(readSafetensors(fileOf(header, 4)).kind).toBe('ok');
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'The file has 0 bytes: a safetensors file has at least 8.'],
    [
      'a huge header',
      Buffer.alloc(8, 0xff),
      /^The header claims 18446744073709551615 bytes: at most 10000000/,
    ],
    [
      'a header cut off',
      fileOf('{"a":1}', 0).subarray(0, 12),
      'The header claims 7 bytes, the file holds 4: it is cut off.',
    ],
    ['no JSON', fileOf('{"a"', 0), /^The header is not JSON/],
    ['another text', fileOf('[1]', 0), 'The header begins with "[", expected "{".'],
    ['no UTF-8', fileOf('{}', 0).fill(0xff, 9, 10), 'The header is not UTF-8 text.'],
    [
      'halves',
      fileOf(JSON.stringify({ a: entry([2], [0, 4], 'F16') }), 4),
      'Tensor a: expected the dtype F32, got "F16".',
    ],
    [
      'a negative shape',
      fileOf(JSON.stringify({ a: entry([-1], [0, 4]) }), 4),
      'Tensor a: expected a shape of at most 8 whole numbers, got [-1].',
    ],
    [
      'a shape of 1e15',
      fileOf(JSON.stringify({ a: entry([1e15], [0, 4]) }), 4),
      'Tensor a of shape [1000000000000000] takes 4000000000000000 bytes, its data_offsets hold 4.',
    ],
    [
      'no offsets',
      fileOf(JSON.stringify({ a: { dtype: 'F32', shape: [1] } }), 4),
      'Tensor a: expected data_offsets [begin, end], got undefined.',
    ],
    [
      'an overlap',
      fileOf(JSON.stringify({ a: entry([2], [0, 8]), b: entry([1], [4, 8]) }), 8),
      'Tensor b overlaps another: it begins at byte 4, expected 8.',
    ],
    [
      'a gap',
      fileOf(JSON.stringify({ a: entry([1], [0, 4]), b: entry([1], [8, 12]) }), 12),
      'Tensor b begins at byte 8, expected 4: a gap is not allowed.',
    ],
    [
      'values cut off',
      fileOf(JSON.stringify({ a: entry([2], [0, 8]) }), 7),
      'The tensors end at byte 8 of the values, the file holds 7: it is cut off or has bytes to spare.',
    ],
    [
      'bytes to spare',
      fileOf(JSON.stringify({ a: entry([1], [0, 4]) }), 5),
      'The tensors end at byte 4 of the values, the file holds 5: it is cut off or has bytes to spare.',
    ],
    [
      'an entry that is none',
      fileOf('{"a":3}', 0),
      'Tensor a: expected dtype, shape and data_offsets, got 3.',
    ],
  ])('refuses %s', (_, bytes, why) => {
    expect(whyRefused(bytes)).toMatch(why);
  });

  it('answers any bytes, and any cut or changed file, without a crash', () => {
    const good = writeSafetensors([
      { name: 'a', shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) },
      { name: '__proto__', shape: [], values: Float32Array.of(5) },
    ]);
    for (let length = 0; length < good.length; length += 1) {
      expect(whyRefused(good.subarray(0, length))).not.toBe('accepted');
    }
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (place, byte) => {
        const changed = Uint8Array.from(good);
        changed[place] = byte;
        const result = readSafetensors(changed);
        if (result.kind === 'ok') expect(result.tensors.length).toBeGreaterThan(0);
        else expect(result.why).toMatch(/\.$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not write what cannot be read back', () => {
    const one = { name: 'a', shape: [2], values: Float32Array.of(1, 2) };
    expect(() => writeSafetensors([one, one])).toThrow('Two tensors are named a: names must differ.');
    expect(() => writeSafetensors([{ ...one, shape: [3] }])).toThrow(
      'Tensor a of shape [3] needs 3 values, got 2.',
    );
    expect(() => writeSafetensors([{ ...one, name: '__metadata__' }])).toThrow('the format keeps that name');
  });
});
