// checkpoint.safetensors of a run's folder: parameters, moments and hidden state, and beside them the step they stand before.
import type { Checkpoint } from '../contract/checkpoint';
import { readSafetensors, writeSafetensors } from './safetensors';

/** The step as a tensor [2]: how many times 2²⁰, and what is left. Each of the two is exact in float32. */
const STEP = 'step';
const UNIT = 2 ** 20;

export type CheckpointResult =
  | { readonly kind: 'ok'; readonly checkpoint: Checkpoint }
  /** One sentence. */
  | { readonly kind: 'refused'; readonly why: string };

/** The bytes of the file. */
export function writeCheckpoint({ step, tensors }: Checkpoint): Uint8Array<ArrayBuffer> {
  const values = Float32Array.of(Math.floor(step / UNIT), step % UNIT);
  return writeSafetensors([{ name: STEP, shape: [2], values }, ...tensors]);
}

/** Reads the bytes of the file. Whether the tensors are those of a network is seen when they are restored. */
export function readCheckpoint(bytes: Uint8Array): CheckpointResult {
  const read = readSafetensors(bytes);
  if (read.kind === 'refused') return read;
  const [units = NaN, rest = NaN] = read.tensors.find(({ name }) => name === STEP)?.values ?? [];
  const step = units * UNIT + rest;
  if (!Number.isSafeInteger(step) || step < 0) {
    return {
      kind: 'refused',
      why: `The checkpoint names no step: expected a tensor "${STEP}" of two whole numbers.`,
    };
  }
  return { kind: 'ok', checkpoint: { step, tensors: read.tensors.filter(({ name }) => name !== STEP) } };
}
