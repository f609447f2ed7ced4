// Settings of recorded lanes in words: those that differ from the defaults, or from each other.
import type { FieldPath } from '../../src-core/experiment/field';
import { FIELD_PATHS, fieldAt, FIELDS } from '../../src-core/experiment/fields';
import type { Texts } from '../language/useLanguage';
import { titleOf, type ListedRecord } from './record-query';
import { valueAt } from './value-at';

/** A lane of one of the chosen experiments. */
export interface RecordedColumn {
  /** Name that tells it from the others: with that of its experiment where there are several. */
  readonly name: string;
  readonly settings: unknown;
}

export interface SettingRow {
  readonly path: FieldPath;
  readonly label: string;
  /** One per column; null where the lane has no such setting. */
  readonly values: readonly (string | null)[];
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
      return value !== undefined && value !== FIELDS[path].default;
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

function words(path: FieldPath, value: unknown, { t, field }: Texts): string | null {
  if (value === undefined) return null;
  if (value === null || value === false) return t('settings.off');
  if (value === true) return t('records.on');
  return fieldAt(path)?.type === 'choice'
    ? (field(path).choices?.[String(value)] ?? String(value))
    : String(value);
}
