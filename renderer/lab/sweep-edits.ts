// What a person can do to the sweep of a draft. Every edit returns a new draft.
import { FIELD_PATHS } from '../../src-core/experiment/fields';
import { laneValues, type Draft } from './draft';
import { applies, hasChoice } from './experiment-form';
import { firstValues, isSectionKind, itemsOf, KIND, MOST_AXES, overlaps, type DraftAxis } from './sweep-axis';

/** What is swept first, where nothing else was chosen: with both, the question of how far a gradient may go is asked. */
const USUAL = ['training.optimizer.learningRate', 'training.clip', 'model.hiddenSize'];

/** What can be swept: the fields that mean something in one of the lanes, a section by its whole where it has kinds. */
export function sweepablePaths(draft: Draft): readonly string[] {
  const lanes = draft.lanes.map((lane) => laneValues(draft, lane));
  const paths = FIELD_PATHS.filter(
    (path) => hasChoice(path) && lanes.some((values) => applies(path, values)),
  );
  return paths.flatMap((path) => (isSectionKind(path) ? [path.slice(0, -KIND.length)] : [path]));
}

/** Paths that an axis can have beside the others. */
export function freePaths(draft: Draft, axis: number): readonly string[] {
  const others = draft.sweep.filter((_, place) => place !== axis);
  return sweepablePaths(draft).filter((path) => !others.some((other) => overlaps(path, other.path)));
}

/** Adds an axis; the draft as it is where there is no room. */
export function addAxis(draft: Draft): Draft {
  if (draft.sweep.length >= MOST_AXES) return draft;
  const free = freePaths(draft, draft.sweep.length);
  const path = USUAL.find((usual) => free.includes(usual)) ?? free[0];
  if (path === undefined) return draft;
  return { ...draft, sweep: [...draft.sweep, { path, text: firstValues(path, draft.values) }] };
}

export function removeAxis(draft: Draft, axis: number): Draft {
  return { ...draft, sweep: draft.sweep.filter((_, place) => place !== axis) };
}

function withAxis(draft: Draft, axis: number, next: DraftAxis): Draft {
  return { ...draft, sweep: draft.sweep.map((one, place) => (place === axis ? next : one)) };
}

/** Another path, with values to begin with. */
export function setAxisPath(draft: Draft, axis: number, path: string): Draft {
  return withAxis(draft, axis, { path, text: firstValues(path, draft.values) });
}

/** Values as typed. */
export function setAxisText(draft: Draft, axis: number, text: string): Draft {
  const path = draft.sweep[axis]?.path;
  return path === undefined ? draft : withAxis(draft, axis, { path, text });
}

/** Takes a value of a choice in, or out, the order of the choices kept. */
export function toggleAxisValue(
  draft: Draft,
  axis: number,
  value: string,
  choices: readonly string[],
): Draft {
  const present = itemsOf(draft.sweep[axis]?.text ?? '');
  const next = choices.filter((choice) =>
    choice === value ? !present.includes(value) : present.includes(choice),
  );
  return setAxisText(draft, axis, next.join(', '));
}
