// The sine to cosine task: x_i = a·sin(θ_i) + noise, target a·cos(θ_i) or the next input, with θ = frequency · τ + phase.
// Training step k sees τ in [kπ, (k+1)π), end excluded, so that its windows join into one endless wave.
import type { SineCosineTask } from '../experiment/experiment';
import { type RandomStream, randomStream } from './random';
import type { Batch, SequenceSource } from './sequence-source';

/**
 * Windows of a sine wave, one feature in, one out. Angles are computed in double and rounded to float32 before sine and
 * cosine, as a float32 `linspace` gives them. The rows of a batch are the same wave at phases spread evenly over the circle:
 * row b of B is 2πb/B ahead, row 0 is the wave itself. `noise` is the standard deviation of Gaussian noise on the input.
 * @param set name of the set of windows: sets of different names share no noise
 */
export function sineCosineSource(task: SineCosineTask, seed: number, set: string): SequenceSource {
  return {
    timeStep: task.timeStep,
    inputSize: 1,
    outputSize: 1,
    writeBatch(step, batchSize, batch) {
      for (let row = 0; row < batchSize; row += 1) {
        writeWindow(task, step, noiseOf(task, randomStreams(seed, set, row), step), batch, row, batchSize);
      }
    },
  };
}

/** Writes the window of row `row`: its point i stands at i · batchSize + row. Runs once per training step: no objects made. */
function writeWindow(
  task: SineCosineTask,
  step: number,
  noise: Float64Array | null,
  { input, target }: Batch,
  row: number,
  batchSize: number,
): void {
  const { timeStep, amplitude, target: kind } = task;
  const phase = task.phase + (2 * Math.PI * row) / batchSize;
  for (let i = 0; i < timeStep; i += 1) {
    const at = i * batchSize + row;
    const angle = angleAt(task, phase, step, i);
    input[at] = amplitude * Math.sin(angle) + noiseAt(noise, i);
    target[at] =
      kind === 'cos'
        ? amplitude * Math.cos(angle)
        : amplitude * Math.sin(angleAt(task, phase, step, i + 1)) + noiseAt(noise, i + 1);
  }
}

/** θ of point i of window `step`, rounded to float32. */
function angleAt(task: SineCosineTask, phase: number, step: number, i: number): number {
  return Math.fround(task.frequency * (step * Math.PI + (i * Math.PI) / task.timeStep) + phase);
}

function noiseAt(noise: Float64Array | null, i: number): number {
  return noise === null ? 0 : (noise[i] ?? 0);
}

/** The stream of draws of a row's window, by its step. */
type Streams = (step: number) => RandomStream;

const randomStreams =
  (seed: number, set: string, row: number): Streams =>
  (step) =>
    randomStream(seed, `${set}/${row}/${step}`);

/** Noise of the points of a window and of the one after it, which is the first of the next window. Null where there is none. */
function noiseOf(task: SineCosineTask, streams: Streams, step: number): Float64Array | null {
  if (task.noise === 0) return null;
  const values = new Float64Array(task.timeStep + 1);
  const stream = streams(step);
  for (let i = 0; i < task.timeStep; i += 1) values[i] = task.noise * stream.normal();
  values[task.timeStep] = task.noise * streams(step + 1).normal();
  return values;
}
