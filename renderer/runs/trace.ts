// What the window keeps of one run: scalars of every step, windows and flow of the detailed steps. Plain typed arrays that
// grow in place with the run: a new snapshot of the lab, not a new trace, says that something came.
import type { Chunk, Evaluated, RunStarted } from '../../src-core/contract/run-event';
import { MinMaxBuckets } from './min-max-buckets';
import { GrowingFloats, GrowingSteps } from './growing-array';
import { StepClock } from './step-clock';

/** Shapes of a run, known once it has started. */
export type TraceShape = Pick<
  RunStarted,
  | 'steps'
  | 'timeStep'
  | 'inputSize'
  | 'outputSize'
  | 'task'
  | 'windows'
  | 'flowColumns'
  | 'parameterNames'
  | 'saturationColumns'
  | 'detailEvery'
>;

/** The recorded course of one run. */
export class Trace {
  readonly loss = new GrowingFloats();
  readonly gradNorm = new GrowingFloats();
  readonly gradNormClipped = new GrowingFloats();
  readonly learningRate = new GrowingFloats();
  /** The same three series as they are drawn. */
  readonly drawn: Record<'loss' | 'gradNorm' | 'gradNormClipped', MinMaxBuckets>;
  /** When its steps were taken. */
  readonly clock = new StepClock();
  readonly detailSteps = new GrowingSteps();
  /** Row per detailed step: [flowColumns], [timeStep · inputSize], [timeStep · outputSize] twice. */
  readonly flow: GrowingFloats;
  readonly input: GrowingFloats;
  readonly target: GrowingFloats;
  readonly prediction: GrowingFloats;
  /** Row per detailed step: [parameterNames], [saturationColumns]. */
  readonly parameterNorms: GrowingFloats;
  readonly saturation: GrowingFloats;
  #clippedSteps = 0;
  #normSum = 0;
  #normCount = 0;
  #firstChunk: { count: number; elapsedMs: number } | null = null;
  #later = { count: 0, elapsedMs: 0 };
  #notFiniteAt: number | null = null;
  #targetBound = 0;
  #predictionBound = 0;
  #firstStep = 0;
  #flowHigh = 0;
  #flowLow = Infinity;

  constructor(readonly shape: TraceShape) {
    const buckets = (): MinMaxBuckets => new MinMaxBuckets(shape.steps);
    this.drawn = { loss: buckets(), gradNorm: buckets(), gradNormClipped: buckets() };
    this.flow = new GrowingFloats(Math.max(1, shape.flowColumns.length));
    this.parameterNorms = new GrowingFloats(Math.max(1, shape.parameterNames.length));
    this.saturation = new GrowingFloats(Math.max(1, shape.saturationColumns.length));
    this.input = new GrowingFloats(shape.timeStep * shape.inputSize);
    this.target = new GrowingFloats(shape.timeStep * shape.outputSize);
    this.prediction = new GrowingFloats(shape.timeStep * shape.outputSize);
  }

  /** Steps received. */
  get steps(): number {
    return this.loss.rows;
  }

  /** Steps whose gradient clipping made shorter. */
  get clippedSteps(): number {
    return this.#clippedSteps;
  }

  /** Sum of the finite gradient norms before clipping, and how many they are. */
  get gradNormTotal(): { readonly sum: number; readonly count: number } {
    return { sum: this.#normSum, count: this.#normCount };
  }

  /** First step whose loss or gradient norm was not finite; null where all were. */
  get notFiniteAt(): number | null {
    return this.#notFiniteAt;
  }

  /** Microseconds per step over all chunks after the first; over the first while it is the only one; null before it. */
  get usPerStep(): number | null {
    const measured = this.#later.count > 0 ? this.#later : this.#firstChunk;
    return measured === null ? null : (measured.elapsedMs * 1000) / measured.count;
  }

  /** Largest finite |target| and |prediction| of the recorded windows, those of evaluations among them. */
  get windowBounds(): { readonly target: number; readonly prediction: number } {
    return { target: this.#targetBound, prediction: this.#predictionBound };
  }

  /** Smallest positive and largest finite flow value of the detailed steps; null before the first. */
  get flowExtent(): { readonly low: number; readonly high: number } | null {
    return this.#flowHigh > 0 ? { low: this.#flowLow, high: this.#flowHigh } : null;
  }

  /** First step that there are values of; those before it are in the run's folder only. */
  get firstStep(): number {
    return this.#firstStep;
  }

  /**
   * @throws where the chunk does not follow on the steps received: a message was lost. The first one may begin at any step:
   *   of a very long run, a window that is loaded anew gets the last steps only.
   */
  append(chunk: Chunk): void {
    if (this.steps === 0 && chunk.firstStep > 0) this.#begin(chunk.firstStep);
    if (chunk.firstStep !== this.steps) {
      throw new Error(`Expected the chunk of step ${this.steps}, got that of step ${chunk.firstStep}.`);
    }
    if (chunk.count === 0) return;
    this.#appendScalars(chunk);
    this.clock.note(chunk.firstStep, chunk.count, chunk.elapsedMs);
    this.detailSteps.append(chunk.detailSteps);
    this.flow.append(chunk.flow);
    this.parameterNorms.append(chunk.parameterNorms);
    this.saturation.append(chunk.saturation);
    this.input.append(chunk.input);
    this.target.append(chunk.target);
    this.prediction.append(chunk.prediction);
    this.#targetBound = largestFinite(chunk.target, this.#targetBound);
    this.#predictionBound = largestFinite(chunk.prediction, this.#predictionBound);
    this.#noteFlow(chunk.flow);
    if (this.#firstChunk === null) this.#firstChunk = { count: chunk.count, elapsedMs: chunk.elapsedMs };
    else {
      this.#later.count += chunk.count;
      this.#later.elapsedMs += chunk.elapsedMs;
    }
  }

  /** Leaves the steps before `step` without a value. */
  #begin(step: number): void {
    this.#firstStep = step;
    const none = new Float32Array(step).fill(NaN);
    for (const series of [this.loss, this.gradNorm, this.gradNormClipped, this.learningRate])
      series.append(none);
  }

  /** Makes room for the windows of an evaluation, which are shown beside those that were trained on. */
  noteEvaluated({ window, freeRun }: Evaluated): void {
    for (const each of freeRun === null ? [window] : [window, freeRun]) {
      this.#targetBound = largestFinite(each.target, this.#targetBound);
      this.#predictionBound = largestFinite(each.prediction, this.#predictionBound);
    }
  }

  #noteFlow(flow: Float32Array): void {
    for (const value of flow) {
      if (!(value > 0) || !Number.isFinite(value)) continue;
      this.#flowHigh = Math.max(this.#flowHigh, value);
      this.#flowLow = Math.min(this.#flowLow, value);
    }
  }

  #appendScalars(chunk: Chunk): void {
    this.loss.append(chunk.loss);
    this.gradNorm.append(chunk.gradNorm);
    this.gradNormClipped.append(chunk.gradNormClipped);
    this.learningRate.append(chunk.learningRate);
    for (let i = 0; i < chunk.count; i += 1) {
      const step = chunk.firstStep + i;
      const [loss, before, after] = [
        chunk.loss[i] ?? NaN,
        chunk.gradNorm[i] ?? NaN,
        chunk.gradNormClipped[i] ?? NaN,
      ];
      this.drawn.loss.add(step, loss);
      this.drawn.gradNorm.add(step, before);
      this.drawn.gradNormClipped.add(step, after);
      if (Number.isFinite(before)) {
        this.#normSum += before;
        this.#normCount += 1;
      }
      if (after < before) this.#clippedSteps += 1;
      if (this.#notFiniteAt === null && !(Number.isFinite(loss) && Number.isFinite(before)))
        this.#notFiniteAt = step;
    }
  }
}

function largestFinite(values: Float32Array, start: number): number {
  let largest = start;
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  return largest;
}
