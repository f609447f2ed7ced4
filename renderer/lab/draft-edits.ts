// What a person can do to a draft. Every edit returns a new one.
import type { Task } from '../../src-core/experiment/experiment';
import type { FieldPath } from '../../src-core/experiment/field';
import { FIELD_PATHS, FIELDS } from '../../src-core/experiment/fields';
import { laneValues, type Draft, type DraftLane, type LaneEntries } from './draft';
import { referenceText, sameEntry, withTask, type FormPath, type FormValues } from './experiment-form';

/** Most lanes of an experiment. */
export const MOST_LANES = 16;

/** Changes an entry that all lanes share; a lane that is called by its cell and nothing else is called by the new one. */
export function setShared(draft: Draft, path: FormPath, value: string | boolean): Draft {
  const values = changed(draft.values, path, value);
  const lanes =
    path === 'model.cell' ? draft.lanes.map((lane) => namedByCell(draft, lane, String(value))) : draft.lanes;
  return { ...draft, values, lanes };
}

function changed(values: FormValues, path: FormPath, value: string | boolean): FormValues {
  return path === 'task.kind' ? withTask(values, value as Task['kind']) : { ...values, [path]: value };
}

function namedByCell(draft: Draft, lane: DraftLane, cell: string): DraftLane {
  const names: Readonly<Record<string, string>> = FIELDS['model.cell'].choices;
  const label = names[cell];
  const wasNamedSo = lane.label === names[String(draft.values['model.cell'])];
  const isTaken = draft.lanes.some((other) => other.label === label);
  if (label === undefined || !wasNamedSo || isTaken || lane.set['model.cell'] !== undefined) return lane;
  return { ...lane, label };
}

function withLane(draft: Draft, id: number, edit: (lane: DraftLane) => DraftLane): Draft {
  return { ...draft, lanes: draft.lanes.map((lane) => (lane.id === id ? edit(lane) : lane)) };
}

/** Sets an entry of one lane apart; set back to what all have, it is no longer apart. */
export function setInLane(draft: Draft, id: number, path: FieldPath, value: string | boolean): Draft {
  return withLane(draft, id, (lane) => {
    const before = laneValues(draft, lane);
    const after = changed(before, path, value);
    const touched = FIELD_PATHS.filter((one) => one === path || after[one] !== before[one]);
    const set = { ...lane.set };
    for (const one of touched) {
      if (sameEntry(after[one], draft.values[one])) delete set[one];
      else set[one] = after[one];
    }
    return { ...lane, set };
  });
}

/** Puts an entry of a lane back to what all lanes have. */
export function shareAgain(draft: Draft, id: number, path: FieldPath): Draft {
  return withLane(draft, id, (lane) => {
    const { [path]: _, ...set } = lane.set;
    return { ...lane, set };
  });
}

/** Renames a lane; sizes that follow its number of parameters follow it under its new name. */
export function renameLane(draft: Draft, id: number, label: string): Draft {
  const old = draft.lanes.find((lane) => lane.id === id)?.label;
  const renamed = withLane(draft, id, (lane) => ({ ...lane, label }));
  if (old === undefined) return renamed;
  const follow = <T extends LaneEntries>(entries: T): T =>
    entries['model.hiddenSize'] === referenceText(old)
      ? { ...entries, 'model.hiddenSize': referenceText(label) }
      : entries;
  const lanes = renamed.lanes.map((lane) => ({ ...lane, set: follow(lane.set) }));
  return { ...renamed, values: follow(renamed.values), lanes };
}

/** A name that no lane has yet: `label`, else `label 2`, `label 3`, …. */
export function freeLabel(draft: Draft, label: string): string {
  const taken = new Set(draft.lanes.map((lane) => lane.label));
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? label : `${label} ${count}`;
    if (!taken.has(name)) return name;
  }
}

/** Adds a lane behind another one; the draft as it is where there is no room. */
export function addLane(
  draft: Draft,
  label: string,
  set: LaneEntries,
  behind = draft.lanes.length - 1,
): Draft {
  if (draft.lanes.length >= MOST_LANES) return draft;
  const id = 1 + Math.max(-1, ...draft.lanes.map((lane) => lane.id));
  const lanes = [...draft.lanes];
  lanes.splice(behind + 1, 0, { id, label: freeLabel(draft, label), set });
  return { ...draft, lanes };
}

export function duplicateLane(draft: Draft, id: number): Draft {
  const place = draft.lanes.findIndex((lane) => lane.id === id);
  const lane = draft.lanes[place];
  return lane === undefined ? draft : addLane(draft, lane.label, lane.set, place);
}

/** Removes a lane; the last one stays. */
export function removeLane(draft: Draft, id: number): Draft {
  if (draft.lanes.length === 1) return draft;
  return { ...draft, lanes: draft.lanes.filter((lane) => lane.id !== id) };
}

/** Moves a lane by so many places, as far as there are any. */
export function moveLane(draft: Draft, id: number, by: number): Draft {
  const from = draft.lanes.findIndex((lane) => lane.id === id);
  const to = Math.min(draft.lanes.length - 1, Math.max(0, from + by));
  const lanes = [...draft.lanes];
  const [lane] = lanes.splice(from, 1);
  if (lane === undefined || from < 0) return draft;
  lanes.splice(to, 0, lane);
  return { ...draft, lanes };
}
