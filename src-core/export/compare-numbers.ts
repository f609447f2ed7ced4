// Are the numbers of a run those of another? To the bit, or as closely as two implementations of float32 agree.
import { CLOSE_STEPS, CLOSE_TOLERANCE, type Comparison } from '../contract/verification';
import type { RunNumbers } from './digest-input';

const COLUMNS = [
  ['loss', 'loss'],
  ['gradNorm', 'gradient norm'],
  ['gradNormClipped', 'clipped gradient norm'],
] as const;

/** Every step, the last prediction and the final weights, to the bit; NaN is NaN. */
export function compareExactly(recorded: RunNumbers, repeated: RunNumbers): Comparison {
  const steps = recorded.loss.length;
  if (repeated.loss.length !== steps) return unequalLength(recorded, repeated);
  const column = firstDifference(recorded, repeated, steps, Object.is);
  if (column !== null) return column;
  const parts = [
    ['last prediction', recorded.lastPrediction, repeated.lastPrediction],
    ...(recorded.weights ?? []).map(
      ({ name, values }) =>
        [name, values, repeated.weights?.find((tensor) => tensor.name === name)?.values ?? null] as const,
    ),
  ] as const;
  for (const [name, was, is] of parts) {
    const what =
      was === null ? null : firstIn(`${name} at`, was, is ?? new Float32Array(), was.length, Object.is);
    if (what !== null) return { kind: 'differs', step: null, what };
  }
  return { kind: 'identical', steps };
}

/** Loss and gradient norms of the first {@link CLOSE_STEPS} steps, to {@link CLOSE_TOLERANCE}. */
export function compareClosely(recorded: RunNumbers, repeated: RunNumbers): Comparison {
  const steps = Math.min(CLOSE_STEPS, recorded.loss.length);
  if (repeated.loss.length < steps) return unequalLength(recorded, repeated);
  return firstDifference(recorded, repeated, steps, areClose) ?? { kind: 'close', steps };
}

type Equal = (a: number, b: number) => boolean;

const areClose: Equal = (a, b) => Object.is(a, b) || Math.abs(a - b) <= CLOSE_TOLERANCE * Math.abs(a);

function unequalLength(recorded: RunNumbers, repeated: RunNumbers): Comparison {
  const [was, is] = [recorded.loss.length, repeated.loss.length];
  return { kind: 'differs', step: Math.min(was, is), what: `${was} steps recorded, ${is} now` };
}

/** The earliest step at which any column differs. */
function firstDifference(
  recorded: RunNumbers,
  repeated: RunNumbers,
  steps: number,
  equal: Equal,
): Comparison | null {
  for (let step = 0; step < steps; step += 1) {
    for (const [column, name] of COLUMNS) {
      const [was, is] = [recorded[column][step] ?? NaN, repeated[column][step] ?? NaN];
      if (!equal(was, is)) return { kind: 'differs', step, what: `${name} ${was} recorded, ${is} now` };
    }
  }
  return null;
}

function firstIn(
  name: string,
  was: Float32Array,
  is: Float32Array,
  length: number,
  equal: Equal,
): string | null {
  if (is.length !== length) return `${name} all: ${length} values recorded, ${is.length} now`;
  for (let index = 0; index < length; index += 1) {
    const [before, now] = [was[index] ?? NaN, is[index] ?? NaN];
    if (!equal(before, now)) return `${name} ${index}: ${before} recorded, ${now} now`;
  }
  return null;
}
