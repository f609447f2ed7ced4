// Stretches of steps put together and cut: chunks as they come are small, what is kept of them need not be.
import type { Chunk } from './run-event';

type Float32Field = {
  [K in keyof Chunk]: Chunk[K] extends Float32Array ? K : never;
}[keyof Chunk];

/** One value per step. */
const SCALARS = ['loss', 'gradNorm', 'gradNormClipped', 'learningRate'] as const satisfies Float32Field[];
/** One row per detailed step. */
const DETAILS = [
  'flow',
  'parameterNorms',
  'saturation',
  'input',
  'target',
  'prediction',
] as const satisfies Float32Field[];

/** Step after the last one of a chunk. */
export const endOf = (chunk: Chunk): number => chunk.firstStep + chunk.count;

/**
 * One chunk with all the steps of chunks that follow on each other.
 * @throws Error where there is none, or one does not follow on the one before it
 */
export function joinChunks(chunks: readonly Chunk[]): Chunk {
  const [first] = chunks;
  if (first === undefined) throw new Error('Expected chunks to join, got none.');
  let next = first.firstStep;
  for (const chunk of chunks) {
    if (chunk.firstStep !== next)
      throw new Error(`Expected the chunk of step ${next}, got ${chunk.firstStep}.`);
    next = endOf(chunk);
  }
  const joined = (field: Float32Field): Float32Array => joinFloats(chunks.map((chunk) => chunk[field]));
  return {
    ...first,
    ...fields([...SCALARS, ...DETAILS], joined),
    detailSteps: Int32Array.from(chunks.flatMap(({ detailSteps }) => [...detailSteps])),
    count: next - first.firstStep,
    elapsedMs: chunks.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0),
  };
}

/** The part of a chunk from a step on, with views of its values; null where nothing of it is left. */
export function chunkFrom(chunk: Chunk, step: number): Chunk | null {
  if (step >= endOf(chunk)) return null;
  if (step <= chunk.firstStep) return chunk;
  const dropped = step - chunk.firstStep;
  const details = chunk.detailSteps.filter((detailed) => detailed < step).length;
  const total = chunk.detailSteps.length;
  const rest = (field: (typeof DETAILS)[number]): Float32Array => {
    const values = chunk[field];
    return values.subarray(total === 0 ? 0 : (values.length / total) * details);
  };
  return {
    ...chunk,
    ...fields(SCALARS, (field) => chunk[field].subarray(dropped)),
    ...fields(DETAILS, rest),
    detailSteps: chunk.detailSteps.subarray(details),
    firstStep: step,
    count: chunk.count - dropped,
    elapsedMs: (chunk.elapsedMs * (chunk.count - dropped)) / chunk.count,
  };
}

function fields<F extends Float32Field>(names: readonly F[], of: (name: F) => Float32Array): Pick<Chunk, F> {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Pick<Chunk, F>;
}

function joinFloats(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
