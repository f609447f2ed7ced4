// What the digest of a run folder is made of. The hash itself is handed in: this code has none.
import type { NamedTensor } from '../contract/named-tensor';

/** What one run contributes; a run that ended early contributes what it has. */
export interface RunNumbers {
  /** Shape [steps] each. */
  readonly loss: Float32Array;
  readonly gradNorm: Float32Array;
  readonly gradNormClipped: Float32Array;
  /** Prediction of the last window; null where none was recorded. */
  readonly lastPrediction: Float32Array | null;
  /** Final weights in the order of the network; null where the run ended without. */
  readonly weights: readonly NamedTensor[] | null;
}

/** Little-endian float32 bytes; every NaN has the same. */
export function float32Bytes(values: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setFloat32(i * 4, Number.isNaN(value) ? NaN : value, true));
  return bytes;
}

/** Bytes of one run in the digest's order: loss, grad_norm, grad_norm_clipped, last prediction, final weights. */
export function digestInput(run: RunNumbers): readonly Uint8Array<ArrayBuffer>[] {
  const prediction = run.lastPrediction === null ? [] : [run.lastPrediction];
  const weights = (run.weights ?? []).map((tensor) => tensor.values);
  return [run.loss, run.gradNorm, run.gradNormClipped, ...prediction, ...weights].map(float32Bytes);
}
