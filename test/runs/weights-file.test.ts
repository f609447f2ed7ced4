// Weights that a person gives: what np.savez and safetensors write is read; whatever else is refused with one sentence.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { readWeightsFile } from '../../electron/runs/weights-file';
import { writeSafetensors } from '../../src-core/export/safetensors';
import { temporaryFolder } from '../trainer/temporary-folder';

/** An array as NumPy writes it. */
function npy(header: string, values: Uint8Array, version = 1): Buffer {
  const padded = `${header}${' '.repeat((64 - ((header.length + 11) % 64)) % 64)}\n`;
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), version, 0, 0, 0]);
  start.writeUInt16LE(padded.length, 8);
  return Buffer.concat([start, Buffer.from(padded), values]);
}

const headerOf = (shape: string, type = '<f4', order = 'False') =>
  `{'descr': '${type}', 'fortran_order': ${order}, 'shape': ${shape}, }`;

const floats = (...values: readonly number[]) => new Uint8Array(Float32Array.from(values).buffer);

async function zipped(files: Readonly<Record<string, Buffer>>, compress = false): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(content, name, { compress });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function fileOf(content: Uint8Array): string {
  const file = path.join(temporaryFolder(), 'weights');
  writeFileSync(file, content);
  return file;
}

const GOOD = {
  'rnn.weight_ih_l0.npy': npy(headerOf('(2, 1)'), floats(1, -2)),
  'out.bias.npy': npy(headerOf('(3,)'), floats(0.5, 0, 7)),
  'scalar.npy': npy(headerOf('()'), floats(4)),
};

const TENSORS = [
  { name: 'rnn.weight_ih_l0', shape: [2, 1], values: Float32Array.of(1, -2) },
  { name: 'out.bias', shape: [3], values: Float32Array.of(0.5, 0, 7) },
  { name: 'scalar', shape: [], values: Float32Array.of(4) },
];

describe('a file with weights', () => {
  it.each([false, true])('is read as np.savez writes it, compressed: %s', async (compress) => {
    expect(await readWeightsFile(fileOf(await zipped(GOOD, compress)))).toEqual({
      kind: 'ok',
      tensors: TENSORS,
    });
  });

  it('is read as safetensors, whatever it is called', async () => {
    expect(await readWeightsFile(fileOf(writeSafetensors(TENSORS)))).toEqual({
      kind: 'ok',
      tensors: TENSORS,
    });
  });

  const one = (header: string, values = floats(1, 2), version = 1) => ({
    'a.npy': npy(header, values, version),
  });
  it.each([
    ['float64', one(headerOf('(1,)', '<f8')), "expected float32 in little endian ('<f4'), got '<f8'"],
    ['float16', one(headerOf('(4,)', '<f2')), "got '<f2'"],
    ['big endian', one(headerOf('(2,)', '>f4')), "got '>f4'"],
    ['objects', one(headerOf('(2,)', '|O')), "got '|O'"],
    ['records', one("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }"), "got [('a'"],
    ['Fortran order', one(headerOf('(2, 1)', '<f4', 'True')), 'column-major'],
    ['too few values', one(headerOf('(3,)')), 'takes 12 bytes, its file holds 8'],
    ['too many values', one(headerOf('(1,)')), 'takes 4 bytes, its file holds 8'],
    ['a huge shape', one(headerOf('(999999999999999, 999999999999999)')), 'its file holds 8'],
    ['NaN', one(headerOf('(2,)'), floats(1, NaN)), 'Tensor a has NaN as value 1'],
    ['infinity', one(headerOf('(2,)'), floats(-Infinity, 1)), 'Tensor a has -Infinity as value 0'],
    ['code for a header', one("{'descr': __import__('os').system('x'), }"), "not one of NumPy's"],
    ['a later format', one(headerOf('(2,)'), floats(1, 2), 9), 'is not a NumPy array'],
    ['no array', { 'a.npy': Buffer.from('hello') }, 'is not a NumPy array'],
    ['another file beside', { 'a.txt': Buffer.from('hello') }, 'holds "a.txt": expected arrays'],
  ] as const)('is refused in an archive with %s', async (_, files, sentence) => {
    const read = await readWeightsFile(fileOf(await zipped(files)));
    expect(read.kind === 'refused' ? read.why : '').toContain(sentence);
  });

  it('is refused as a bomb before anything is unpacked', async () => {
    const bomb = npy(headerOf('(25000000,)'), new Uint8Array(100_000_000));
    const archive = await zipped({ 'a.npy': bomb }, true);
    expect(archive.length).toBeLessThan(200_000);
    const before = process.memoryUsage().arrayBuffers;
    const read = await readWeightsFile(fileOf(archive));
    expect(read.kind === 'refused' ? read.why : '').toContain('weights do not compress so far');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });

  it('is refused where a path leads elsewhere', async () => {
    const archive = await zipped({ 'aa/x.npy': GOOD['out.bias.npy'] });
    const text = archive.toString('latin1').replaceAll('aa/x.npy', '../x.npy');
    const read = await readWeightsFile(fileOf(Buffer.from(text, 'latin1')));
    expect(read.kind === 'refused' ? read.why : '').toContain('damaged archive');
  });

  it('is refused where a bit has turned', async () => {
    const archive = await zipped({ 'a.npy': GOOD['out.bias.npy'] });
    const at = archive.indexOf(Buffer.from(floats(7)));
    archive[at] = 1;
    const read = await readWeightsFile(fileOf(archive));
    expect(read.kind === 'refused' ? read.why : '').toContain(
      'Tensor a is damaged (its checksum is another)',
    );
  });

  it('is refused where there is none', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'x.npz'));
    for (const [name, sentence] of [
      ['x.npz', 'got a folder'],
      ['y.npz', 'got no such file'],
    ] as const) {
      const read = await readWeightsFile(path.join(folder, name));
      expect(read.kind === 'refused' ? read.why : '').toContain(sentence);
    }
    for (const content of [Buffer.of(), Buffer.from('PK'), Buffer.from('PK\u0003\u0004 and no more')]) {
      expect((await readWeightsFile(fileOf(content))).kind).toBe('refused');
    }
  });

  it('never throws, and never gives tensors that do not fill their shape, whatever is done to it', async () => {
    const folder = temporaryFolder();
    const archives = [await zipped(GOOD), await zipped(GOOD, true), Buffer.from(writeSafetensors(TENSORS))];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...archives),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
        fc.nat(),
        async (archive, changes, cut) => {
          const bytes = Buffer.from(archive);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const file = path.join(folder, 'weights');
          writeFileSync(file, changes.length % 2 === 0 ? bytes : bytes.subarray(0, cut % bytes.length));
          const read = await readWeightsFile(file);
          if (read.kind === 'refused') expect(read.why).toMatch(/^\S.*\.$/s);
          else
            for (const { shape, values } of read.tensors)
              expect(values).toHaveLength(shape.reduce((size, extent) => size * extent, 1));
        },
      ),
      { numRuns: 400 },
    );
  });
});
