// NumPy's array format (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html), read for float32 in row-major
// order, which is what np.savez writes of a PyTorch state_dict; anything else is refused by name.
import type { NamedTensor } from '../contract/named-tensor';

export type NpyResult =
  | { readonly kind: 'ok'; readonly tensor: NamedTensor }
  /** One sentence. */
  | { readonly kind: 'refused'; readonly why: string };

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const MOST_DIMENSIONS = 8;
const BYTES_PER_VALUE = 4;
/** The literal of a Python dict as NumPy writes it: three entries, sorted by key. */
const HEADER =
  /^\{'descr': ('[^']{1,16}'|\[.{0,200}\]), 'fortran_order': (True|False), 'shape': \(((?:\d{1,15}, ?)*(?:\d{1,15})?)\), ?\}\s*$/;

/** Reads one array. @param name of the tensor @param bytes of the file */
export function readNpy(name: string, bytes: Uint8Array): NpyResult {
  const read = readHeader(name, bytes);
  if (typeof read === 'string') return { kind: 'refused', why: read };
  const { shape, start } = read;
  const size = shape.reduce((product, extent) => product * extent, 1);
  const available = bytes.length - start;
  if (available !== size * BYTES_PER_VALUE) {
    return {
      kind: 'refused',
      why: `Tensor ${name} of shape [${shape.join(', ')}] takes ${size * BYTES_PER_VALUE} bytes, its file holds ${available}.`,
    };
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, available);
  const values = Float32Array.from({ length: size }, (_, at) => view.getFloat32(at * BYTES_PER_VALUE, true));
  return { kind: 'ok', tensor: { name, shape, values } };
}

/** Shape, and where the values begin; a text says why they cannot be read. */
function readHeader(
  name: string,
  bytes: Uint8Array,
): { readonly shape: readonly number[]; readonly start: number } | string {
  const [major = 0] = bytes.subarray(6);
  if (bytes.length < 12 || MAGIC.some((byte, at) => bytes[at] !== byte) || major < 1 || major > 3)
    return `Tensor ${name} is not a NumPy array of format 1, 2 or 3.`;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const begin = major === 1 ? 10 : 12;
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = begin + length;
  if (start > bytes.length) return `Tensor ${name} is cut off: its header claims ${length} bytes.`;
  // Longer than any that is read: not worth decoding.
  const text = String.fromCharCode(...bytes.subarray(begin, Math.min(start, begin + 1024)));
  const [, type = '', order = '', extents = ''] = HEADER.exec(text) ?? [];
  if (type === '') return `Tensor ${name} has a header that is not one of NumPy's for an array of numbers.`;
  if (type !== "'<f4'") {
    return `Tensor ${name}: expected float32 in little endian ('<f4'), got ${type}: convert it with .astype("float32").`;
  }
  if (order === 'True') {
    return `Tensor ${name} is in column-major (Fortran) order: save it with np.ascontiguousarray.`;
  }
  const shape = extents.split(',').flatMap((extent) => (extent.trim() === '' ? [] : [Number(extent)]));
  if (shape.length > MOST_DIMENSIONS)
    return `Tensor ${name} has ${shape.length} dimensions: at most ${MOST_DIMENSIONS} are read.`;
  return { shape, start };
}
