// The axes of a sweep as a person reads them: names and values in the language of the window.
import type { FieldPath } from '../../src-core/experiment/field';
import { fieldAt } from '../../src-core/experiment/fields';
import { isPlainObject, ownValue } from '../../src-core/experiment/plain-object';
import type { SweepLayout } from '../../src-core/experiment/sweep-layout';
import { tickText } from '../format/number-text';
import type { Texts } from '../language/useLanguage';

/** The field that names a path: of a section (`training.clip`) the one that chooses its kind. */
export function namingField(path: string): FieldPath {
  return (fieldAt(path) === null ? `${path}.kind` : path) as FieldPath;
}

/** `Learning rate`, `Clip gradients`. */
export function axisLabel(path: string, { field }: Texts): string {
  return field(namingField(path)).label;
}

/** `0.01`, `LSTM`, `by norm 0.1`, `off`. */
export function axisValue(path: string, value: unknown, texts: Texts): string {
  const { t, field } = texts;
  if (value === null) return t('settings.off');
  if (typeof value === 'boolean') return value ? t('settings.on') : t('settings.off');
  if (typeof value === 'number') return tickText(value);
  if (typeof value === 'string') return field(namingField(path)).choices?.[value] ?? value;
  if (!isPlainObject(value)) return JSON.stringify(value);
  if (Object.hasOwn(value, 'matchParameters')) return `= ${String(ownValue(value, 'matchParameters'))}`;
  // A section: its kind, then what else of it is stated. One number says itself what it is.
  const others = Object.entries(value).filter(([key]) => key !== 'kind');
  const words = others.map(([key, inner]) => {
    const text = axisValue(`${path}.${key}`, inner, texts);
    return others.length === 1 && typeof inner === 'number'
      ? text
      : t('sweep.part', { name: axisLabel(`${path}.${key}`, texts), value: text });
  });
  return [axisValue(path, ownValue(value, 'kind'), texts), ...words].join(' ');
}

/** A point of the grid in words: `Learning rate 0.01, Clip gradients by norm 1`. */
export function pointWords({ axes, points }: SweepLayout, point: number, texts: Texts): string {
  const at = points[point] ?? [];
  return axes
    .map(({ path, values }, axis) =>
      texts.t('sweep.part', {
        name: axisLabel(path, texts),
        value: axisValue(path, values[at[axis] ?? 0], texts),
      }),
    )
    .join(texts.t('sweep.and'));
}
