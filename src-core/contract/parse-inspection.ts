// Shapes of questions about a step and of their answers.
import { INSPECTION_PARTS } from './inspection';
import {
  count,
  float32,
  int32,
  listOf,
  mapOf,
  oneOf,
  orNull,
  real,
  record,
  text,
  unionOf,
} from './message-shape';
import type { Check } from './message-shape';

export const namedTensor: Check = record({ name: text, shape: listOf(count), values: float32 });

export const inspectionQuestion: Check = unionOf({
  step: { step: count, parts: listOf(oneOf(...INSPECTION_PARTS)) },
  spectrum: { step: count },
  norms: { step: count },
});

const values: Check = record({ shape: listOf(count), values: float32 });
const curves: Check = mapOf(float32);
const histogram: Check = record({ low: real, high: real, counts: int32, notFinite: count });

const direction: Check = record({
  suffix: text,
  flow: curves,
  reach: curves,
  states: orNull(record({ state: mapOf(values), activations: mapOf(values) })),
  errors: orNull(record({ input: values, recurrent: values })),
  weightTerms: orNull(record({ weightIh: values, weightHh: values })),
  jacobianNorms: orNull(float32),
});

export const inspectionAnswer: Check = unionOf({
  step: {
    step: count,
    loss: real,
    gradNorm: real,
    gradNormClipped: real,
    directions: listOf(direction),
    window: orNull(record({ input: float32, target: float32, prediction: float32 })),
    weights: orNull(record({ parameters: listOf(namedTensor), gradients: listOf(namedTensor) })),
    histograms: orNull(listOf(record({ name: text, weights: histogram, gradients: histogram }))),
  },
  spectrum: {
    step: count,
    gates: listOf(record({ suffix: text, gate: text, radius: orNull(real), norm: real })),
  },
  norms: { step: count, norms: listOf(record({ name: text, norm: real })) },
  refused: { message: text },
});
