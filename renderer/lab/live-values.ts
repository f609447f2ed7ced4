// What can be changed while a run trains: learning rate and clip limit, as they are in force now and as a person types them.
import type { AdjustmentChange } from '../../src-core/contract/adjustment';
import type { RunRecord } from '../runs/run-record';

export interface LiveValues {
  readonly learningRate: number;
  /** null: no clipping. */
  readonly clipLimit: number | null;
}

/** In force in a run from its next step on. */
export function liveValues(run: RunRecord): LiveValues {
  const last = run.adjustments.at(-1);
  if (last === undefined) return statedValues(run);
  return { learningRate: last.learningRate, clipLimit: last.clipLimit };
}

/** What the experiment states for a run: in force until it is changed. */
export function statedValues({ settings }: RunRecord): LiveValues {
  const { optimizer, clip } = settings.training;
  return {
    learningRate: optimizer.learningRate,
    clipLimit: clip.kind === 'none' ? null : clip.limit,
  };
}

/** The value that all have; null where they differ or there are none. */
export function shared<T>(values: readonly T[]): { readonly value: T } | null {
  const [first, ...others] = values;
  return first !== undefined && others.every((value) => value === first) ? { value: first } : null;
}

/** A change of one of the two as typed; null where the text is no number above 0. An empty clip limit: no clipping. */
export function changeOf(what: keyof LiveValues, text: string): AdjustmentChange | null {
  const trimmed = text.trim();
  if (what === 'clipLimit' && trimmed === '') return { clipLimit: null };
  const value = trimmed === '' ? NaN : Number(trimmed);
  return Number.isFinite(value) && value > 0 ? { [what]: value } : null;
}

/** Ends of a slider around a value, two decades to each side, on a log scale. */
export const SLIDER = { min: -2, max: 2, step: 0.05 } as const;

/** The value at a place of the slider, of three digits. */
export function atPlace(centre: number, place: number): number {
  return Number((centre * 10 ** place).toPrecision(3));
}

/** The place of a value, within the slider's ends. */
export function placeOf(centre: number, value: number): number {
  if (!(value > 0) || !(centre > 0)) return 0;
  return Math.min(SLIDER.max, Math.max(SLIDER.min, Math.log10(value / centre)));
}
