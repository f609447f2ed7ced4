// One entry of a safetensors header, checked.

/** Where a tensor lies: bytes `begin` to `end` of the values. */
export interface TensorEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

const BYTES_PER_VALUE = 4;
const MOST_DIMENSIONS = 8;

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length <= MOST_DIMENSIONS && value.every(isCount);
}

/** Reads the entry of one tensor; a text says why it cannot be read. */
export function readTensorEntry(name: string, value: unknown): TensorEntry | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `Tensor ${name}: expected dtype, shape and data_offsets, got ${JSON.stringify(value)}.`;
  }
  const { dtype, shape, data_offsets: offsets } = value as Readonly<Record<string, unknown>>;
  if (dtype !== 'F32') return `Tensor ${name}: expected the dtype F32, got ${JSON.stringify(dtype)}.`;
  if (!isShape(shape)) {
    return `Tensor ${name}: expected a shape of at most ${MOST_DIMENSIONS} whole numbers, got ${JSON.stringify(shape)}.`;
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) {
    return `Tensor ${name}: expected data_offsets [begin, end], got ${JSON.stringify(offsets)}.`;
  }
  const [begin = 0, end = 0] = offsets as readonly number[];
  const wanted = shape.reduce((size, extent) => size * extent, BYTES_PER_VALUE);
  if (end - begin !== wanted) {
    return `Tensor ${name} of shape [${shape.join(', ')}] takes ${wanted} bytes, its data_offsets hold ${end - begin}.`;
  }
  return { name, shape, begin, end };
}
