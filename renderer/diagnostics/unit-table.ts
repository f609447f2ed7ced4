// The heatmaps over units and time steps in numbers and in words: domain → rows, no pixels.
import type { Values } from '../../src-core/contract/inspection';
import type { Translate } from '../../src-core/language/translate';
import type { TableSource } from '../charts/trace-table';
import { count, figure } from '../format/number-text';

/** A quantity of every unit at every time step, [T, H], and what it is called. */
export interface UnitMap {
  readonly label: string;
  readonly values: Values;
}

const timesOf = ({ values }: UnitMap): number => values.shape[0] ?? 0;
const unitsOf = ({ values }: UnitMap): number => values.shape[1] ?? 0;

/** A row per time step and unit, a column per map; empty where a map has no such unit. */
export function unitTable(maps: readonly UnitMap[], t: Translate): TableSource {
  const times = Math.max(0, ...maps.map(timesOf));
  const units = Math.max(0, ...maps.map(unitsOf));
  return {
    head: ['t', t('units.unit'), ...maps.map(({ label }) => label)],
    rows: times * units,
    row: (index) => {
      const [time, unit] = [Math.floor(index / units), index % units];
      return [String(time), String(unit), ...maps.map((map) => cellText(map, time, unit))];
    },
  };
}

const cellText = (map: UnitMap, time: number, unit: number): string =>
  time < timesOf(map) && unit < unitsOf(map)
    ? figure(map.values.values[time * unitsOf(map) + unit] ?? NaN, 6)
    : '';

/** A sentence per map, for those who hear it: its extent, and where its largest and smallest value lie. */
export function spokenUnits(maps: readonly UnitMap[], t: Translate): string {
  return maps.map((map) => spokenMap(map, t)).join(' ');
}

function spokenMap(map: UnitMap, t: Translate): string {
  const { values } = map.values;
  const units = unitsOf(map);
  let [low, high] = [-1, -1];
  values.forEach((value, at) => {
    if (!Number.isFinite(value)) return;
    if (low < 0 || value < (values[low] ?? NaN)) low = at;
    if (high < 0 || value > (values[high] ?? NaN)) high = at;
  });
  const size = { label: map.label, units: count(units), times: count(timesOf(map)) };
  if (low < 0) return t('units.spoken-not-finite', size);
  return t('units.spoken', {
    ...size,
    low: figure(values[low] ?? NaN),
    lowUnit: low % units,
    lowTime: Math.floor(low / units),
    high: figure(values[high] ?? NaN),
    highUnit: high % units,
    highTime: Math.floor(high / units),
  });
}
