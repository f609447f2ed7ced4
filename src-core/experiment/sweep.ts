// A sweep: one or two paths with the values that every lane takes there in turn. `{"training.optimizer.learningRate":
// [0.001, 0.01], "training.clip": [{"kind": "none"}, {"kind": "norm"}]}` makes four lanes of each that is stated.
import { describeValue } from './describe-value';
import type { Lane, Sweep } from './experiment';
import { isPlainObject, ownValue, type PlainObject } from './plain-object';
import type { Problem } from './problem';
import { isSettable, unknownPath, type Override } from './read-lane';

/** A grid has rows and columns. */
const MOST_PATHS = 2;

/** One path of a sweep with its values, the first path giving the rows of the grid and the second its columns. */
export interface SweepAxis {
  readonly path: string;
  /** The path without its first word, for labels: `optimizer.learningRate`. */
  readonly name: string;
  readonly values: readonly unknown[];
  /** The values as they stand in labels. */
  readonly texts: readonly string[];
}

/** A point of the grid: for every axis, the index of a value. */
export type GridPoint = readonly number[];

/** The axes of a sweep in the order they are stated; none where there is no sweep. */
export function sweepAxes(sweep: Sweep | undefined): readonly SweepAxis[] {
  return Object.entries(sweep ?? {}).map(([path, values]) => ({
    path,
    name: path.slice(path.indexOf('.') + 1),
    values,
    texts: values.map(valueText),
  }));
}

/** Every point of the grid, row by row; one point without axes where there is no sweep. */
export function gridPoints(axes: readonly SweepAxis[]): readonly GridPoint[] {
  return axes.reduce<readonly GridPoint[]>(
    (points, { values }) => points.flatMap((point) => values.map((_, index) => [...point, index])),
    [[]],
  );
}

/** Label of a stated lane at a point of the grid: `RNN, optimizer.learningRate 0.01, clip norm limit 1`. */
export function labelAt(label: string, axes: readonly SweepAxis[], point: GridPoint): string {
  return [label, ...axes.map(({ name, texts }, axis) => `${name} ${texts[point[axis] ?? 0] ?? ''}`)].join(
    ', ',
  );
}

/** What a point of the grid puts in. */
export function overridesAt(axes: readonly SweepAxis[], point: GridPoint): readonly Override[] {
  return axes.map(({ path, values }, axis) => {
    const index = point[axis] ?? 0;
    return { path, value: values[index], at: `${placeOf(path)}[${index}]` };
  });
}

function placeOf(path: string): string {
  return `sweep[${JSON.stringify(path)}]`;
}

/** A value as words: `0.01`, `none`, `norm limit 1`. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(' ')}]`;
  if (!isPlainObject(value)) return String(value);
  return Object.entries(value)
    .map(([key, inner]) => (key === 'kind' ? valueText(inner) : `${key} ${valueText(inner)}`))
    .join(' ');
}

/** Reads the `sweep` of a file; what cannot be used is left out, with its problem. Values are looked at lane by lane. */
export function readSweep(file: PlainObject, lanes: readonly Lane[], problems: Problem[]): Sweep | undefined {
  if (!Object.hasOwn(file, 'sweep')) return undefined;
  const sweep = ownValue(file, 'sweep');
  if (!isPlainObject(sweep)) {
    const expected = 'an object of one or two field paths, each with a list of values';
    problems.push({ path: 'sweep', expected, got: describeValue(sweep) });
    return undefined;
  }
  const paths = Object.keys(sweep);
  if (paths.length === 0 || paths.length > MOST_PATHS) {
    const got = paths.length === 0 ? 'none' : paths.join(', ');
    problems.push({ path: 'sweep', expected: 'one or two field paths', got });
    return undefined;
  }
  const found = paths.flatMap((path) => pathProblems(path, ownValue(sweep, path), paths, lanes));
  problems.push(...found);
  return found.length > 0 ? undefined : (sweep as Sweep);
}

function pathProblems(
  path: string,
  values: unknown,
  paths: readonly string[],
  lanes: readonly Lane[],
): readonly Problem[] {
  const at = placeOf(path);
  if (!isSettable(path)) return [unknownPath({ path, value: values, at })];
  const whole = paths.find((other) => path.startsWith(`${other}.`));
  if (whole !== undefined) {
    return [{ path: at, expected: `a path that is no part of ${whole}`, got: path }];
  }
  if (!Array.isArray(values) || values.length === 0) {
    return [{ path: at, expected: 'a list of one value or more', got: describeValue(values) }];
  }
  return [...repeatedValues(at, values), ...lanes.flatMap((lane, index) => clashes(path, lane, index))];
}

function repeatedValues(at: string, values: readonly unknown[]): readonly Problem[] {
  const seen = new Set<string>();
  return Array.from(values, (value, index) => {
    const text = valueText(value);
    const isNew = !seen.has(text);
    seen.add(text);
    const expected = 'a value that is not in the list yet';
    return isNew ? [] : [{ path: `${at}[${index}]`, expected, got: describeValue(value) }];
  }).flat();
}

/** A lane that sets what is swept: one of the two would be without effect. */
function clashes(path: string, lane: Lane, index: number): readonly Problem[] {
  return Object.keys(lane.set)
    .filter((own) => own === path || own.startsWith(`${path}.`))
    .map((own) => ({
      path: `lanes[${index}].set[${JSON.stringify(own)}]`,
      expected: `a path that the sweep does not set (it sets ${path})`,
      got: describeValue(ownValue(lane.set, own)),
    }));
}
