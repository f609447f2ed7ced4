// Which lines the charts over training steps have, and how they are called: the same on the canvas of the window and in every
// picture and table that is taken away.
import type { Clip, Settings } from '../experiment/experiment';

/** One line: the quantity it shows, by the name of its field, and whether it is a lane's second one. */
export interface TraceLineName<Quantity extends string> {
  readonly name: string;
  readonly quantity: Quantity;
  /** A lane's second line keeps its colour, dotted. */
  readonly look: 'plain' | 'dotted';
}

/** The lines of a lane's gradient norm: one, or before and after where it clips. */
export function gradientNormLines(
  lane: string,
  clip: Clip,
): readonly TraceLineName<'gradNorm' | 'gradNormClipped'>[] {
  if (clip.kind === 'none') return [{ name: lane, quantity: 'gradNorm', look: 'plain' }];
  return [
    { name: `${lane} before clipping`, quantity: 'gradNorm', look: 'plain' },
    { name: `${lane} after clipping`, quantity: 'gradNormClipped', look: 'dotted' },
  ];
}

/** The limits that lanes clip their norm to, each once. */
export function clipLimits(lanes: readonly Pick<Settings, 'training'>[]): number[] {
  const limits = lanes.flatMap(({ training: { clip } }) => (clip.kind === 'norm' ? [clip.limit] : []));
  return [...new Set(limits)];
}
