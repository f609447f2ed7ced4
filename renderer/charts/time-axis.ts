// The charts over training time in place of steps: every lane by a clock of its own, one cursor at one moment.
import { roundUp, type Domain } from './axis-domain';
import type { LaneRuns } from './lane-runs';
import type { StepClock } from '../runs/step-clock';

export type TimeUnit = 'ms' | 's' | 'min';
const UNITS = [
  { unit: 'min', ms: 60_000 },
  { unit: 's', ms: 1000 },
  { unit: 'ms', ms: 1 },
] as const;
/** Units that have gone by from which on a unit is the one to tell in. */
const ENOUGH = 2;

export interface TimeAxis {
  readonly unit: TimeUnit;
  /** From 0 to a round number of units. */
  readonly whole: Domain;
  /** Lane whose steps the cursor counts: the one that took longest, so that its steps reach along the whole axis. */
  readonly leader: number;
  /** Its last step: one that diverged may have taken long, and fewer steps than others. */
  readonly lastStep: number;
  /** When a lane had taken a step; NaN: it has not. */
  timeOf(lane: number, step: number): number;
  /** The last step that a lane had taken by then; −1: none. */
  stepBy(lane: number, time: number): number;
  /** The view of a lane's steps that lies within a view of the leader's. */
  viewOf(lane: number, view: Domain | null): Domain | null;
  /** A view of the leader's steps as times. */
  timesOf(view: Domain | null): Domain;
}

/** The clock of a lane: of several seeds that of the run that is furthest. */
function clockOf({ runs }: LaneRuns): StepClock | null {
  const [first, ...others] = runs;
  if (first === undefined) return null;
  const furthest = others.reduce((most, run) => (run.trace.steps > most.trace.steps ? run : most), first);
  return furthest.trace.clock;
}

/** Null where no time was measured. */
export function timeAxis(lanes: readonly LaneRuns[]): TimeAxis | null {
  const clocks = new Map(
    lanes.flatMap((lane) => {
      const clock = clockOf(lane);
      return clock === null || clock.total === 0 ? [] : [[lane.index, clock] as const];
    }),
  );
  const longest = [...clocks].reduce<readonly [number, StepClock] | null>(
    (most, entry) => (most === null || entry[1].total > most[1].total ? entry : most),
    null,
  );
  if (longest === null) return null;
  const [leader, clock] = longest;
  const { total } = clock;
  const { unit, ms } = UNITS.find((each) => total >= ENOUGH * each.ms) ?? { unit: 'ms', ms: 1 };
  const whole = { min: 0, max: roundUp(total / ms) };
  const timeOf = (lane: number, step: number): number => (clocks.get(lane)?.at(step) ?? NaN) / ms;
  const stepBy = (lane: number, time: number): number => clocks.get(lane)?.stepBy(time * ms) ?? -1;
  const timesOf = (view: Domain | null): Domain => {
    if (view === null) return whole;
    const ends = { min: timeOf(leader, view.min), max: timeOf(leader, view.max) };
    return {
      min: Number.isNaN(ends.min) ? whole.min : ends.min,
      max: Number.isNaN(ends.max) ? whole.max : ends.max,
    };
  };
  return {
    unit,
    whole,
    leader,
    lastStep: clock.lastStep,
    timeOf,
    stepBy,
    timesOf,
    viewOf: (lane, view) => {
      if (view === null) return null;
      const { min, max } = timesOf(view);
      return { min: Math.max(0, stepBy(lane, min)), max: stepBy(lane, max) + 1 };
    },
  };
}
