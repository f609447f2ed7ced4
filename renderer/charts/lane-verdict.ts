// What two lanes come to against each other, in the words of the command line and by its rule: by the mean loss of the last steps,
// a winner only where the sign test over paired seeds allows it.
import { verdictOf, type LaneVerdict } from '../../src-core/diagnosis/lane-verdicts';
import { runFigure } from '../../src-core/diagnosis/run-figure';
import { FIGURE_STEPS } from '../../src-core/experiment/presets/preset';
import type { LaneRuns, RecordedRun } from './lane-runs';

/**
 * The lane that is stated later against the one before it, as in a report.
 * @param step as if this were the last step; null: the end of every run
 * @returns null before both have begun, and where no two runs of a seed have got there
 */
export function laneVerdict(a: LaneRuns, b: LaneRuns, step: number | null): LaneVerdict | null {
  const [earlier, later] = a.index < b.index ? [a, b] : [b, a];
  const [lane, other] = [comparedLane(later, step), comparedLane(earlier, step)];
  if (lane === null || other === null) return null;
  const verdict = verdictOf(lane, other);
  return verdict.comparison?.seeds === 0 ? null : verdict;
}

function comparedLane({ label, runs }: LaneRuns, step: number | null) {
  const [first] = runs;
  if (first === undefined) return null;
  const figures = runs.map((run) => ({
    seed: run.run.identity.seed,
    figure: step === null ? lastFigure(run) : figureAt(run, step),
  }));
  return { lane: { label, settings: first.run.settings }, figures };
}

/** What the command line has: null of a run that goes on, or did not come to its end. */
function lastFigure({ run: { state }, trace }: RecordedRun): number | null {
  return state.kind === 'ended' ? runFigure(state.end.status, lossesBefore(trace, trace.loss.rows)) : null;
}

/** The same as if a step were the last; a run that diverged by then is worse than any that did not. */
function figureAt({ trace }: RecordedRun, step: number): number | null {
  const { notFiniteAt } = trace;
  if (notFiniteAt !== null && notFiniteAt <= step) return runFigure('diverged', []);
  return step < trace.loss.rows ? runFigure('done', lossesBefore(trace, step + 1)) : null;
}

/** The losses that a figure is made of. */
function lossesBefore({ loss }: RecordedRun['trace'], end: number): number[] {
  const first = Math.max(0, end - FIGURE_STEPS);
  return Array.from({ length: end - first }, (_, k) => loss.at(first + k));
}
