// "Compare with…": the usual twins of a lane, each of which differs from it in exactly one thing.
import type { FieldPath } from '../../src-core/experiment/field';
import { FIELDS } from '../../src-core/experiment/fields';
import type { Texts } from '../language/useLanguage';
import { laneValues, type Draft, type DraftLane, type LaneEntries } from './draft';
import { addLane } from './draft-edits';
import { applies, choicesOf } from './experiment-form';

/** The one thing that a twin does differently. */
export interface Twin {
  readonly path: FieldPath;
  /** What it does, `LSTM`, `clipped at norm 1`. */
  readonly name: string;
  readonly set: LaneEntries;
}

const COMPARED: readonly FieldPath[] = ['model.cell', 'model.nonlinearity', 'model.init.kind'];

/** Twins of a lane by what they change: other cells, clipping, other activation, other initialisations. */
export function twinsOf(draft: Draft, lane: DraftLane, texts: Texts): readonly Twin[] {
  const values = laneValues(draft, lane);
  const others = COMPARED.filter((path) => applies(path, values)).flatMap((path) =>
    choicesOf(path)
      .filter((value) => value !== values[path])
      .map((value) => ({ path, name: texts.field(path).choices?.[value] ?? value, set: { [path]: value } })),
  );
  const cells = others.filter(({ path }) => path === 'model.cell');
  return [...cells, clipTwin(String(values['training.clip.kind']), texts), ...others.slice(cells.length)];
}

/** With clipping where there is none, and without where there is. */
function clipTwin(kind: string, { t }: Texts): Twin {
  const path = 'training.clip.kind';
  if (kind !== 'none') return { path, name: t('compare.not-clipped'), set: { [path]: 'none' } };
  const limit = String(FIELDS['training.clip.limit'].default);
  return {
    path,
    name: t('compare.clipped', { limit }),
    set: { [path]: 'norm', 'training.clip.limit': limit },
  };
}

/** Adds a twin behind its lane, named by what it does differently. */
export function addTwin(draft: Draft, lane: DraftLane, twin: Twin): Draft {
  const place = draft.lanes.findIndex(({ id }) => id === lane.id);
  const set = { ...lane.set, ...twin.set };
  // Back at what all lanes share: not apart any more.
  for (const path of Object.keys(twin.set) as FieldPath[]) {
    if (set[path] === draft.values[path]) delete set[path];
  }
  return addLane(draft, twinLabel(lane, twin), set, place);
}

function twinLabel(lane: DraftLane, twin: Twin): string {
  const cells: readonly string[] = Object.values(FIELDS['model.cell'].choices);
  // A lane that is called by its cell has a twin called by its own.
  if (twin.path === 'model.cell' && cells.includes(lane.label)) return twin.name;
  return `${lane.label}, ${twin.name}`;
}
