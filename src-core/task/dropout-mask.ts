import { randomStream } from './random';

/**
 * Draws the mask of a layer's outputs at a training step into `mask`: 0 with probability `dropout` p, else 1/(1 − p), so that
 * the expectation stays. One stream per layer and step: the same however steps are cut.
 */
export function drawDropoutMask(
  seed: number,
  layer: number,
  step: number,
  dropout: number,
  mask: Float32Array,
): void {
  const kept = 1 / (1 - dropout);
  const stream = randomStream(seed, `dropout_l${layer}/${step}`);
  for (let at = 0; at < mask.length; at += 1) mask[at] = stream.uniform() < dropout ? 0 : kept;
}
