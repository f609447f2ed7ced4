// The experiment on the bench: the draft and what is wrong with it, what differs from where it began, and the way back.
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { Experiment } from '../../src-core/experiment/experiment';
import {
  draftOf,
  laneValues,
  readDraft,
  type Draft,
  type DraftProblem,
  type DraftReading,
} from '../lab/draft';
import { setInLane, setShared, shareAgain } from '../lab/draft-edits';
import { changedPaths, SEEDS_PATH, type FormPath, type FormValues } from '../lab/experiment-form';
import { useHistory } from './useHistory';

/** A draft, and the one it is compared with: the preset or file that it began as. */
interface Bench {
  readonly draft: Draft;
  readonly base: Draft;
}

export interface ExperimentDraft {
  readonly draft: ComputedRef<Draft>;
  readonly reading: ComputedRef<DraftReading>;
  readonly problems: ComputedRef<readonly DraftProblem[]>;
  /** The lane whose own settings the form shows; null: what all lanes share. */
  readonly scope: Readonly<ShallowRef<number | null>>;
  /** Entries of the scope. */
  readonly values: ComputedRef<FormValues>;
  /** Entries of the scope that are marked: changed since the beginning, or set apart by the lane. */
  readonly marked: ComputedRef<readonly FormPath[]>;
  /** How many things differ from the beginning: entries of all, lanes, entries of lanes, and settings of the sweep. */
  readonly changes: ComputedRef<number>;
  readonly canUndo: ComputedRef<boolean>;
  readonly canRedo: ComputedRef<boolean>;
  /** Shows the settings of a lane, or with null those of all. */
  look(lane: number | null): void;
  /** Changes an entry of the scope. */
  set(path: FormPath, value: string | boolean): void;
  /** Takes a mark away: back to the beginning, or to what all lanes have. */
  reset(path: FormPath): void;
  /** Another state of the same experiment. @param what see {@link useHistory} */
  edit(next: Draft, what?: string): void;
  /** Another experiment in its place. */
  open(experiment: Experiment): void;
  /** Back to the beginning, in one step. */
  resetAll(): void;
  /** The present edit is whole. */
  settle(): void;
  undo(): void;
  redo(): void;
}

/** A bench on which `present` lies, compared with `base`. */
export function useExperimentDraft(base: Experiment, present: Experiment): ExperimentDraft {
  const history = useHistory<Bench>({ draft: draftOf(present), base: draftOf(base) });
  const scope = shallowRef<number | null>(null);
  const draft = computed(() => history.state.value.draft);
  const start = computed(() => history.state.value.base);
  const reading = computed(() => readDraft(draft.value));
  const lane = computed(() => draft.value.lanes.find(({ id }) => id === scope.value) ?? null);
  const edit = (next: Draft, what?: string): void => {
    if (next !== draft.value) history.push({ draft: next, base: start.value }, what);
  };
  return {
    draft,
    reading,
    problems: computed(() => (reading.value.kind === 'refused' ? reading.value.problems : [])),
    scope,
    values: computed(() => (lane.value === null ? draft.value.values : laneValues(draft.value, lane.value))),
    marked: computed(() =>
      lane.value === null
        ? changedPaths(draft.value.values, start.value.values)
        : (Object.keys(lane.value.set) as FormPath[]),
    ),
    changes: computed(() => countChanges(draft.value, start.value)),
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    look(id) {
      scope.value = id;
    },
    set(path, value) {
      if (lane.value === null) edit(setShared(draft.value, path, value), `all ${path}`);
      else if (path !== SEEDS_PATH)
        edit(setInLane(draft.value, lane.value.id, path, value), `${lane.value.id} ${path}`);
    },
    reset(path) {
      history.settle();
      if (lane.value === null) edit(setShared(draft.value, path, start.value.values[path]));
      else if (path !== SEEDS_PATH) edit(shareAgain(draft.value, lane.value.id, path));
    },
    edit,
    open(experiment) {
      const next = draftOf(experiment);
      scope.value = null;
      history.settle();
      history.push({ draft: next, base: next });
    },
    resetAll() {
      history.settle();
      scope.value = null;
      edit(start.value);
    },
    settle: history.settle,
    undo: history.undo,
    redo: history.redo,
  };
}

function countChanges(draft: Draft, start: Draft): number {
  const before = new Map(start.lanes.map((lane) => [lane.id, lane]));
  const lanes = draft.lanes.map((lane, place) => {
    const old = before.get(lane.id);
    if (old === undefined) return 1;
    const paths = new Set([...Object.keys(lane.set), ...Object.keys(old.set)]);
    const entries = [...paths].filter(
      (path) => lane.set[path as keyof typeof lane.set] !== old.set[path as keyof typeof old.set],
    ).length;
    const isMoved = start.lanes[place]?.id !== lane.id && draft.lanes.length === start.lanes.length;
    return entries + (lane.label === old.label ? 0 : 1) + (isMoved ? 1 : 0);
  });
  const places = Array.from(
    { length: Math.max(draft.sweep.length, start.sweep.length) },
    (_, place) => place,
  );
  const axes = places.filter((place) => {
    const [now, then] = [draft.sweep[place], start.sweep[place]];
    return now?.path !== then?.path || now?.text !== then?.text;
  }).length;
  const removed = start.lanes.filter(({ id }) => !draft.lanes.some((lane) => lane.id === id)).length;
  return (
    changedPaths(draft.values, start.values).length +
    axes +
    removed +
    lanes.reduce((sum, one) => sum + one, 0)
  );
}
