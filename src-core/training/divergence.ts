// Finds what of a step was the first that is not finite.
import type { Divergence } from '../contract/divergence';
import type { ParameterLayout } from '../network/parameters';
import type { StepRecords } from './step-records';

/** Of the last of the records, which diverged. @param before parameters that the step began with, flat */
export function divergenceOf(
  records: StepRecords,
  before: Float32Array,
  { parameters }: ParameterLayout,
): Divergence | null {
  const last = records.count - 1;
  const rowOf = (values: Float32Array): Float32Array =>
    values.subarray((values.length / records.count) * last);
  const names = parameters.map(({ name }) => name);
  const parameter = parameters.flatMap(({ name, offset, size }) =>
    named('parameter', before.subarray(offset, offset + size), () => name),
  );
  const found = [
    ...parameter,
    ...named('prediction', rowOf(records.prediction), () => null),
    ...named('loss', rowOf(records.loss), () => null),
    ...named('gradient', rowOf(records.parameterNorms), (index) => names[index] ?? null),
    ...named('norm', rowOf(records.gradNorm), () => null),
  ];
  return found[0] ?? null;
}

/** The first of the values that is not finite, as a list of none or one. */
function named(
  kind: Divergence['kind'],
  values: Float32Array,
  nameOf: (index: number) => string | null,
): readonly Divergence[] {
  const index = values.findIndex((value) => !Number.isFinite(value));
  const value = values[index];
  if (value === undefined) return [];
  const text = Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  return [{ kind, name: nameOf(index), value: text }];
}
