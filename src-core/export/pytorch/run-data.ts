// All that a run was trained on, as tensors: the windows of every step, and the masks of its dropout.
import type { NamedTensor } from '../../contract/named-tensor';
import { drawDropoutMask } from '../../task/dropout-mask';
import { type SequenceSource, sequenceSource } from '../../task/sequence-source';
import type { TrainedModel } from '../trained-model';

/** Most bytes that are put beside a script. */
export const LARGEST_DATA = 2 ** 30;

/**
 * `input` [steps, time, batch, I] and `target` [steps, time, batch, O]; with dropout `mask_l0`, … [steps, time, batch, H·directions].
 * @returns a text, one sentence, where that would take more than {@link LARGEST_DATA} bytes
 */
export function runData(run: TrainedModel): readonly NamedTensor[] | string {
  const { settings, seed, steps } = run;
  const { model, training } = settings;
  const source = sequenceSource(settings, seed, run.data);
  const points = [steps, source.timeStep, training.batchSize];
  const width = model.hiddenSize * (model.bidirectional ? 2 : 1);
  const masked = model.dropout === 0 ? 0 : model.layers - 1;
  const features = source.inputSize + source.outputSize + masked * width;
  const bytes = 4 * features * points.reduce((product, extent) => product * extent, 1);
  if (bytes > LARGEST_DATA) {
    return `The ${steps} steps were trained on ${bytes} bytes of sequences and masks; at most ${LARGEST_DATA} are put beside a script: export a shorter run.`;
  }
  const masks = Array.from({ length: masked }, (_, layer) => ({
    name: `mask_l${layer}`,
    shape: [...points, width],
    values: byStep(steps, source.timeStep * training.batchSize * width, (step, mask) =>
      drawDropoutMask(seed, layer, step, model.dropout, mask),
    ),
  }));
  return [...windows(run, source, points), ...masks];
}

function windows(
  { settings, steps }: TrainedModel,
  source: SequenceSource,
  points: readonly number[],
): readonly NamedTensor[] {
  const { batchSize } = settings.training;
  const size = source.timeStep * batchSize;
  const target = new Float32Array(steps * size * source.outputSize);
  const input = byStep(steps, size * source.inputSize, (step, values) => {
    const from = step * size * source.outputSize;
    const targets = target.subarray(from, from + size * source.outputSize);
    source.writeBatch(step, batchSize, { input: values, target: targets });
  });
  return [
    { name: 'input', shape: [...points, source.inputSize], values: input },
    { name: 'target', shape: [...points, source.outputSize], values: target },
  ];
}

function byStep(
  steps: number,
  size: number,
  write: (step: number, values: Float32Array) => void,
): Float32Array {
  const all = new Float32Array(steps * size);
  for (let step = 0; step < steps; step += 1) write(step, all.subarray(step * size, (step + 1) * size));
  return all;
}
