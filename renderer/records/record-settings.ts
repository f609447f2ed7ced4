// Settings of recorded lanes in words: those that differ from the defaults, or from each other.
import type { FieldPath } from '../../src-core/experiment/field';
import { FIELD_PATHS, fieldOf, kindPath } from '../../src-core/experiment/fields';
import { valueAt } from '../../src-core/experiment/value-at';
import { entryWords, type SettingRow } from '../lab/lane-difference';
import type { Texts } from '../language/useLanguage';
import { titleOf, type ListedRecord } from './record-query';

/** A lane of one of the chosen experiments. */
export interface RecordedColumn {
  /** Name that tells it from the others: with that of its experiment where there are several. */
  readonly name: string;
  readonly settings: unknown;
}

export function recordedColumns(chosen: readonly ListedRecord[]): readonly RecordedColumn[] {
  return chosen.flatMap((listed) =>
    listed.record.lanes.map(({ label }) => ({
      name: chosen.length > 1 ? `${titleOf(listed)} · ${label}` : label,
      settings: listed.settings.get(label),
    })),
  );
}

/** The settings in which the columns are not all alike. */
export function differingSettings(columns: readonly RecordedColumn[], texts: Texts): readonly SettingRow[] {
  return rows(columns, texts).filter(({ values }) => values.some((value) => value !== values[0]));
}

/** The settings that have not their default in every column. */
export function unusualSettings(columns: readonly RecordedColumn[], texts: Texts): readonly SettingRow[] {
  return rows(columns, texts).filter(({ path }) =>
    columns.some(({ settings }) => {
      const value = valueAt(settings, path);
      return value !== undefined && value !== fieldOf(path, valueAt(settings, kindPath(path))).default;
    }),
  );
}

function rows(columns: readonly RecordedColumn[], texts: Texts): readonly SettingRow[] {
  return FIELD_PATHS.map((path) => ({
    path,
    label: texts.field(path).label,
    values: columns.map(({ settings }) => words(path, valueAt(settings, path), texts)),
  }));
}

/** As the form has it; null where there is no such setting. */
function words(path: FieldPath, value: unknown, texts: Texts): string | null {
  if (value === undefined) return null;
  return entryWords(path, typeof value === 'boolean' ? value : value === null ? '' : String(value), texts);
}
