// What the charts over the steps of one board have in common: every one of them is bound to it with `v-bind`.
import type { Domain } from './axis-domain';
import type { ChartTheme } from './chart-theme';
import type { TimeAxis } from './time-axis';

/** Properties and listeners of a chart over training steps. */
export interface StepChart {
  /** Step under the cursor; null: none. */
  readonly cursor: number | null;
  /** Part of the step axis in view; null: all of it. */
  readonly view: Domain | null;
  /** Length of the step axis. */
  readonly steps: number;
  /** Time in place of steps; null: steps. */
  readonly clock: TimeAxis | null;
  readonly theme: ChartTheme;
  /** No run is going on. */
  readonly settled: boolean;
  readonly 'onUpdate:cursor': (cursor: number | null) => void;
  readonly 'onUpdate:view': (view: Domain | null) => void;
  readonly onPick: (step: number) => void;
}
