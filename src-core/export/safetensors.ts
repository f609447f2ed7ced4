// The safetensors format (https://github.com/huggingface/safetensors): eight bytes of header length (little endian), the
// header as JSON, then the values. Written and read for float32; anything else is refused by name.
import type { NamedTensor } from '../contract/named-tensor';
import { readTensorEntry, type TensorEntry } from './safetensors-header';

const LENGTH_BYTES = 8;
/** A tenth of the format's own bound: room for 100 000 tensors, and no more than a moment to read. */
const LONGEST_HEADER = 10_000_000;
const BYTES_PER_VALUE = 4;
/** Not a tensor but texts about them. */
const METADATA = '__metadata__';

export type SafetensorsResult =
  | { readonly kind: 'ok'; readonly tensors: readonly NamedTensor[] }
  /** One sentence: what is wrong, what was expected. */
  | { readonly kind: 'refused'; readonly why: string };

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, extent) => size * extent, 1);
}

function checkTensors(tensors: readonly NamedTensor[]): void {
  const names = new Set<string>();
  for (const { name, shape, values } of tensors) {
    if (name === METADATA)
      throw new Error(`A tensor cannot be named ${METADATA}: the format keeps that name.`);
    if (names.has(name)) throw new Error(`Two tensors are named ${name}: names must differ.`);
    if (sizeOf(shape) !== values.length) {
      throw new Error(
        `Tensor ${name} of shape [${shape.join(', ')}] needs ${sizeOf(shape)} values, got ${values.length}.`,
      );
    }
    names.add(name);
  }
}

/**
 * The bytes of a file with these tensors, in this order.
 * @param metadata texts by name, kept in the header; none: the header has no place for them
 * @throws for equal names, or values that do not fill their shape
 */
export function writeSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  checkTensors(tensors);
  let end = 0;
  const entries = tensors.map(({ name, shape, values }): [string, unknown] => {
    const begin = end;
    end += values.length * BYTES_PER_VALUE;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }];
  });
  const notes = Object.keys(metadata).length === 0 ? [] : [[METADATA, metadata] as const];
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries([...notes, ...entries])));
  // Spaces after the JSON let the values start at a multiple of eight, as the format asks.
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + headerLength + end).fill(0x20, 0, LENGTH_BYTES + headerLength);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  bytes.set(json, LENGTH_BYTES);
  let position = LENGTH_BYTES + headerLength;
  for (const { values } of tensors) {
    for (const value of values) {
      view.setFloat32(position, value, true);
      position += BYTES_PER_VALUE;
    }
  }
  return bytes;
}

/** The header's length in bytes, or why there is no header. */
function headerLengthOf(bytes: Uint8Array): number | string {
  if (bytes.length < LENGTH_BYTES)
    return `The file has ${bytes.length} bytes: a safetensors file has at least 8.`;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > BigInt(LONGEST_HEADER))
    return `The header claims ${length} bytes: at most ${LONGEST_HEADER} are allowed.`;
  const available = bytes.length - LENGTH_BYTES;
  if (length > BigInt(available))
    return `The header claims ${length} bytes, the file holds ${available}: it is cut off.`;
  return Number(length);
}

/** Entries sorted by place must fill the values without a gap or an overlap. Null: they do. */
function layoutProblem(entries: readonly TensorEntry[], available: number): string | null {
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (entry.begin < end)
      return `Tensor ${entry.name} overlaps another: it begins at byte ${entry.begin}, expected ${end}.`;
    if (entry.begin > end)
      return `Tensor ${entry.name} begins at byte ${entry.begin}, expected ${end}: a gap is not allowed.`;
    end = entry.end;
  }
  if (end === available) return null;
  return `The tensors end at byte ${end} of the values, the file holds ${available}: it is cut off or has bytes to spare.`;
}

function readValues(bytes: Uint8Array, start: number, entry: TensorEntry): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start + entry.begin, entry.end - entry.begin);
  return Float32Array.from({ length: (entry.end - entry.begin) / BYTES_PER_VALUE }, (_, i) =>
    view.getFloat32(i * BYTES_PER_VALUE, true),
  );
}

function parseHeader(bytes: Uint8Array): { readonly header: unknown } | string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return 'The header is not UTF-8 text.';
  }
  if (!text.startsWith('{'))
    return `The header begins with ${JSON.stringify(text.slice(0, 1))}, expected "{".`;
  try {
    return { header: JSON.parse(text) };
  } catch (error) {
    return `The header is not JSON (${error instanceof Error ? error.message : String(error)}).`;
  }
}

/**
 * Reads a file. Nothing is allocated before header, types, shapes and offsets are known to be right.
 * Tensors come in the order of the header.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsResult {
  const refused = (why: string): SafetensorsResult => ({ kind: 'refused', why });
  const length = headerLengthOf(bytes);
  if (typeof length === 'string') return refused(length);
  const parsed = parseHeader(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
  if (typeof parsed === 'string') return refused(parsed);
  const { header } = parsed;
  if (typeof header !== 'object' || header === null)
    return refused('The header is not an object of tensors.');
  const entries: TensorEntry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) continue;
    const entry = readTensorEntry(name, value);
    if (typeof entry === 'string') return refused(entry);
    entries.push(entry);
  }
  const start = LENGTH_BYTES + length;
  const problem = layoutProblem(entries, bytes.length - start);
  if (problem !== null) return refused(problem);
  const tensors = entries.map((entry) => ({
    name: entry.name,
    shape: entry.shape,
    values: readValues(bytes, start, entry),
  }));
  return { kind: 'ok', tensors };
}
