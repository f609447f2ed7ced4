// In what lanes differ, in words: as chips at each lane, and as a table of nothing but the differences.
import { FIELD_PATHS } from '../../src-core/experiment/fields';
import type { FieldPath } from '../../src-core/experiment/field';
import type { Texts } from '../language/useLanguage';
import { laneValues, type Draft, type DraftLane } from './draft';
import { applies, sameEntry, type FormValues } from './experiment-form';

/** An entry as a person reads it: `LSTM`, `on`, `1`. */
export function entryWords(path: FieldPath, value: string | boolean, { t, field }: Texts): string {
  if (typeof value === 'boolean') return value ? t('settings.on') : t('settings.off');
  if (value === '') return t('settings.off');
  return field(path).choices?.[value] ?? value;
}

export interface LaneChip {
  readonly path: FieldPath;
  readonly label: string;
  readonly value: string;
}

/** What a lane sets apart, of what applies to it. */
export function laneChips(draft: Draft, lane: DraftLane, texts: Texts): readonly LaneChip[] {
  const values = laneValues(draft, lane);
  const apart = FIELD_PATHS.filter((path) => Object.hasOwn(lane.set, path) && applies(path, values));
  const clips = apart.includes('training.clip.kind');
  return apart
    .filter((path) => !(clips && path === 'training.clip.limit'))
    .map((path) => ({ path, label: texts.field(path).label, value: chipWords(path, values, texts) }));
}

/** Clipping is told with its limit: one says little without the other. */
function chipWords(path: FieldPath, values: FormValues, texts: Texts): string {
  const words = entryWords(path, values[path], texts);
  const isLimited = path === 'training.clip.kind' && values[path] !== 'none';
  return isLimited ? `${words} ${values['training.clip.limit']}` : words;
}

/** A setting over several lanes. */
export interface SettingRow {
  readonly path: FieldPath;
  readonly label: string;
  /** A value per lane; null where the entry does not apply to it. */
  readonly values: readonly (string | null)[];
}

/** The entries in which not all lanes are alike. */
export function differenceTable(draft: Draft, texts: Texts): readonly SettingRow[] {
  const lanes = draft.lanes.map((lane) => laneValues(draft, lane));
  return FIELD_PATHS.filter((path) => differs(path, lanes)).map((path) => ({
    path,
    label: texts.field(path).label,
    values: lanes.map((values) => (applies(path, values) ? entryWords(path, values[path], texts) : null)),
  }));
}

function differs(path: FieldPath, lanes: readonly FormValues[]): boolean {
  const [first, ...others] = lanes;
  if (first === undefined) return false;
  return others.some(
    (values) =>
      applies(path, values) !== applies(path, first) ||
      (applies(path, values) && !sameEntry(values[path], first[path])),
  );
}
