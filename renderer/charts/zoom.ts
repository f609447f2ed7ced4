// Which part of the step axis is in view: the same for every chart, so that they stay below one another.
import type { Domain } from './axis-domain';

/** Steps that are always in view. */
const LEAST_STEPS = 4;

/** How much a turn of the wheel, or a key, brings nearer. */
export const ZOOM_STEP = 1.4;

/** The whole axis. */
export const wholeAxis = (steps: number): Domain => ({ min: 0, max: Math.max(1, steps) });

/** A view within an axis of `steps` steps; null where nothing is left out. */
export function viewWithin(view: Domain, steps: number): Domain | null {
  const whole = wholeAxis(steps);
  const width = Math.max(Math.min(LEAST_STEPS, whole.max), view.max - view.min);
  if (width >= whole.max) return null;
  const min = Math.min(Math.max(0, view.min), whole.max - width);
  return { min, max: min + width };
}

/** The view with `x` where it was and everything else nearer by `factor` (further away below 1). */
export function zoomedAt(view: Domain, x: number, factor: number, steps: number): Domain | null {
  const width = Math.max(LEAST_STEPS, (view.max - view.min) / factor);
  const share = (x - view.min) / (view.max - view.min);
  const min = x - share * width;
  return viewWithin({ min, max: min + width }, steps);
}

/** The view moved by a share of its width. */
export function panned(view: Domain, share: number, steps: number): Domain | null {
  const by = share * (view.max - view.min);
  return viewWithin({ min: view.min + by, max: view.max + by }, steps);
}

/** The view moved just as far as it takes to show a step. */
export function showing(view: Domain, step: number, steps: number): Domain | null {
  const by = step < view.min ? step - view.min : step + 1 > view.max ? step + 1 - view.max : 0;
  return viewWithin({ min: view.min + by, max: view.max + by }, steps);
}
