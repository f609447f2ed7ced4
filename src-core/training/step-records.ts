// What training steps did, as plain data.
import type { Divergence } from '../contract/divergence';
import type { Batches } from './batches';
import type { StepOutputs } from './step';

/** What consecutive steps did. n = `count`. */
export interface StepRecords {
  readonly firstStep: number;
  readonly count: number;
  /** Shape [n] each. Gradient norms: global L2 norm, before and after clipping. */
  readonly loss: Float32Array;
  readonly gradNorm: Float32Array;
  readonly gradNormClipped: Float32Array;
  readonly learningRate: Float32Array;
  /** ‖g‖ of every parameter before clipping, shape [n, parameterNames.length]. */
  readonly parameterNorms: Float32Array;
  /** ‖∂L/∂h_t‖, shape [n, flowColumns.length]. */
  readonly flow: Float32Array;
  /** Shares between 0 and 1, shape [n, saturationColumns.length]. */
  readonly saturation: Float32Array;
  /** First window of the batch: [n, timeStep, inputSize], then [n, timeStep, outputSize] twice. */
  readonly input: Float32Array;
  readonly target: Float32Array;
  readonly prediction: Float32Array;
  /** The step whose loss or gradient norm was not finite (the last of these records), with `stopWhen.notFinite`. */
  readonly divergedAt: number | null;
  /** What of that step was the first that is not finite. */
  readonly divergence: Divergence | null;
}

/** Reads the records of a program call: the first `count` of its K rows. */
export function readRecords(outputs: StepOutputs, batches: Batches, batchSize: number): StepRecords {
  const { first, count } = batches;
  const [capacity = 1, time = 0] = outputs.prediction.shape;
  const values = (name: keyof StepOutputs) => {
    const { shape } = outputs[name];
    const size = shape.slice(1).reduce((product, extent) => product * extent, 1);
    return (outputs[name].dataSync() as Float32Array).slice(0, count * size);
  };
  const firstWindows = (data: Float32Array) =>
    firstOfBatch(data, count, data.length / capacity, time, batchSize);
  return {
    firstStep: first,
    count,
    loss: values('loss'),
    gradNorm: values('gradNorm'),
    gradNormClipped: values('gradNormClipped'),
    learningRate: batches.learningRate.slice(0, count),
    parameterNorms: values('parameterNorms'),
    flow: values('flow'),
    saturation: values('saturation'),
    input: firstWindows(batches.input),
    target: firstWindows(batches.target),
    prediction: values('prediction'),
    divergedAt: null,
    divergence: null,
  };
}

/** [K, T, B, F] to [count, T, F] of the first of each batch. `stepSize` = T·B·F. */
function firstOfBatch(
  data: Float32Array,
  count: number,
  stepSize: number,
  time: number,
  batchSize: number,
): Float32Array {
  if (batchSize === 1) return data.slice(0, count * stepSize);
  const pointSize = stepSize / time;
  const features = pointSize / batchSize;
  const windows = new Float32Array(count * time * features);
  for (let point = 0; point < count * time; point += 1) {
    windows.set(data.subarray(point * pointSize, point * pointSize + features), point * features);
  }
  return windows;
}

/** Index of the first step whose loss or gradient norm is not finite, or null. */
export function firstNotFinite({ loss, gradNorm }: StepRecords): number | null {
  const at = loss.findIndex((value, k) => !Number.isFinite(value) || !Number.isFinite(gradNorm[k]));
  return at === -1 ? null : at;
}

/** The records of the first `count` steps. */
export function firstRecords(records: StepRecords, count: number): StepRecords {
  return mapSeries(records, count, (values) => values.slice(0, (values.length / records.count) * count));
}

/** Records of stretches that follow one another, as one. @throws where there is none. */
export function joinRecords(parts: readonly StepRecords[]): StepRecords {
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined)
    throw new Error('Records of no steps cannot be joined: expected one or more.');
  if (parts.length === 1) return first;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const joined = mapSeries(first, count, (_, name) => concat(parts.map((part) => part[name])));
  return { ...joined, divergedAt: last.divergedAt, divergence: last.divergence };
}

const SERIES = [
  'loss',
  'gradNorm',
  'gradNormClipped',
  'learningRate',
  'parameterNorms',
  'flow',
  'saturation',
  'input',
  'target',
  'prediction',
] as const;
type Series = (typeof SERIES)[number];

function mapSeries(
  records: StepRecords,
  count: number,
  change: (values: Float32Array, name: Series) => Float32Array,
): StepRecords {
  const changed: Partial<Record<Series, Float32Array>> = {};
  for (const name of SERIES) changed[name] = change(records[name], name);
  return { ...records, ...changed, count };
}

function concat(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
