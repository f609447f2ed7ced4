// `hiddenSize: {"matchParameters": "<lane>"}`: as many units as it takes to have as many parameters as another lane, so that
// two cells are compared at the same size.
import type { Settings, StatedSettings } from './experiment';
import { nearestName } from './nearest-name';
import type { Problem } from './problem';
import { countParameters } from './size-estimate';

/** A lane as it is stated. */
export interface StatedLane {
  readonly label: string;
  readonly settings: StatedSettings;
}

/** The settings of a lane with the hidden size as a number; a problem where it cannot be told. */
export type Matched =
  | { readonly kind: 'ok'; readonly settings: Settings; readonly matches: string | null }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Label of the lane whose parameters a lane is to match; null where its hidden size is a number. */
export function matchedLane({ model: { hiddenSize } }: StatedSettings): string | null {
  return typeof hiddenSize === 'number' ? null : hiddenSize.matchParameters;
}

function withHiddenSize(settings: StatedSettings, hiddenSize: number): Settings {
  return { ...settings, model: { ...settings.model, hiddenSize } };
}

/**
 * The hidden size at which these settings have the number of parameters nearest to `target`; of two as near, the smaller.
 * The count grows with the size, so that halving finds it.
 */
export function hiddenSizeNearest(settings: StatedSettings, target: number): number {
  const count = (hiddenSize: number) => countParameters(withHiddenSize(settings, hiddenSize));
  let above = 1;
  while (count(above) <= target) above *= 2;
  let below = Math.floor(above / 2);
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (count(middle) <= target) below = middle;
    else above = middle;
  }
  if (below === 0) return above;
  return target - count(below) <= count(above) - target ? below : above;
}

/** Resolves the hidden sizes of lanes that stand beside each other. */
export function matchLanes(lanes: readonly StatedLane[]): readonly Matched[] {
  const byLabel = new Map(lanes.map((lane) => [lane.label, lane]));
  const resolve = (lane: StatedLane, asking: readonly string[]): Matched => {
    const { settings } = lane;
    const { hiddenSize } = settings.model;
    const label = matchedLane(settings);
    if (typeof hiddenSize === 'number') {
      return { kind: 'ok', settings: withHiddenSize(settings, hiddenSize), matches: null };
    }
    const chain = [...asking, lane.label];
    const other = label === null ? undefined : byLabel.get(label);
    if (label === null || other === undefined || chain.includes(other.label)) {
      return { kind: 'refused', problem: problemOf(label ?? '', chain, lanes) };
    }
    const matched = resolve(other, chain);
    if (matched.kind === 'refused') return matched;
    const size = hiddenSizeNearest(settings, countParameters(matched.settings));
    return { kind: 'ok', settings: withHiddenSize(settings, size), matches: label };
  };
  return lanes.map((lane) => resolve(lane, []));
}

/** @param chain labels from the lane that is resolved to the one that asks for `label` */
function problemOf(label: string, chain: readonly string[], lanes: readonly StatedLane[]): Problem {
  const others = lanes.map((lane) => lane.label).filter((other) => other !== chain.at(-1));
  return {
    path: 'model.hiddenSize.matchParameters',
    expected: chain.includes(label)
      ? notInCircles(chain.slice(chain.indexOf(label)))
      : existing(label, others),
    got: JSON.stringify(label),
  };
}

function notInCircles(circle: readonly string[]): string {
  if (circle.length === 1) return 'the label of another lane (no lane can match itself)';
  return `a lane that does not depend on this one (${[...circle, circle[0]].join(' matches ')})`;
}

function existing(label: string, others: readonly string[]): string {
  if (others.length === 0) return 'the label of another lane, and there is none';
  const nearest = nearestName(label, others);
  return nearest === null
    ? `the label of another lane: ${others.join(', ')}`
    : `the label of another lane: did you mean ${nearest}?`;
}
