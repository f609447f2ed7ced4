// checkpoint.safetensors of a run's folder: parameters, moments and hidden state, and beside them the step they stand before and
// the time it took to get there.
import type { RunCheckpoint } from '../contract/checkpoint';
import type { NamedTensor } from '../contract/named-tensor';
import { readSafetensors, writeSafetensors } from './safetensors';

/** Whole numbers as tensors [2]: how many times 2²⁰, and what is left. Each of the two is exact in float32. */
const STEP = 'step';
const TRAINED = 'trained_ms';
const UNIT = 2 ** 20;

export type CheckpointResult =
  | { readonly kind: 'ok'; readonly checkpoint: RunCheckpoint }
  /** One sentence. */
  | { readonly kind: 'refused'; readonly why: string };

/** The bytes of the file. */
export function writeCheckpoint({ step, trainedMs, tensors }: RunCheckpoint): Uint8Array<ArrayBuffer> {
  return writeSafetensors([wholeNumber(STEP, step), wholeNumber(TRAINED, trainedMs), ...tensors]);
}

function wholeNumber(name: string, value: number): NamedTensor {
  return { name, shape: [2], values: Float32Array.of(Math.floor(value / UNIT), value % UNIT) };
}

/** NaN where there is none. */
function wholeNumberIn(tensors: readonly NamedTensor[], name: string): number {
  const [units = NaN, rest = NaN] = tensors.find((tensor) => tensor.name === name)?.values ?? [];
  const value = units * UNIT + rest;
  return Number.isSafeInteger(value) && value >= 0 ? value : NaN;
}

/** Reads the bytes of the file. Whether the tensors are those of a network is seen when they are restored. */
export function readCheckpoint(bytes: Uint8Array): CheckpointResult {
  const read = readSafetensors(bytes);
  if (read.kind === 'refused') return read;
  const step = wholeNumberIn(read.tensors, STEP);
  if (Number.isNaN(step)) {
    return {
      kind: 'refused',
      why: `The checkpoint names no step: expected a tensor "${STEP}" of two whole numbers.`,
    };
  }
  // A checkpoint from before it was kept tells nothing of its time.
  const trainedMs = wholeNumberIn(read.tensors, TRAINED) || 0;
  const tensors = read.tensors.filter(({ name }) => name !== STEP && name !== TRAINED);
  return { kind: 'ok', checkpoint: { step, trainedMs, tensors } };
}
