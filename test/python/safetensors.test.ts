// The format's own implementation as the judge: PyPI's safetensors reads what is written here, and the other way round.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../src-core/export/safetensors';
import { python } from './python';

const SCRIPT = `
import json, sys
from safetensors.numpy import load_file, save_file
tensors = load_file(sys.argv[1])
print(json.dumps({n: [list(t.shape), str(t.dtype), t.tobytes().hex()] for n, t in tensors.items()}))
save_file(tensors, sys.argv[2], metadata={"format": "pt"})
`;

const TENSORS = [
  {
    name: 'rnn.weight_ih_l0',
    shape: [3, 2],
    values: Float32Array.of(0.1, -0, NaN, Infinity, 1e-45, 3.4028235e38),
  },
  { name: 'größe', shape: [], values: Float32Array.of(7) },
  { name: 'empty', shape: [0, 4], values: new Float32Array(0) },
];

describe('safetensors against PyPI’s', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'unroll-safetensors-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('agrees on names, shapes and bits, both ways', () => {
    const ours = path.join(folder, 'ours.safetensors');
    const theirs = path.join(folder, 'theirs.safetensors');
    writeFileSync(ours, writeSafetensors(TENSORS));
    const stdout = python(['-c', SCRIPT, ours, theirs]);
    const seen = TENSORS.map(({ name, shape, values }) => [
      name,
      [shape, 'float32', Buffer.from(values.buffer).toString('hex')],
    ]);
    expect(JSON.parse(stdout)).toEqual(Object.fromEntries(seen));
    const result = readSafetensors(readFileSync(theirs));
    if (result.kind === 'refused') throw new Error(result.why);
    const sorted = [...result.tensors].sort((a, b) => a.name.localeCompare(b.name));
    expect(sorted).toEqual([...TENSORS].sort((a, b) => a.name.localeCompare(b.name)));
  });
});
