// Which of a lane's runs is shown where only one can be: heatmaps, windows and looks into the network have no median.
import type { RunRecord } from './run-record';
import type { Trace } from './trace';

/** A run that is shown for its lane, and what it recorded. */
export interface ShownRun {
  readonly label: string;
  /** Place of the lane: decides colour and dash. */
  readonly index: number;
  readonly run: RunRecord;
  readonly trace: Trace;
}

/**
 * The run of a lane with this seed; where there is none, or `seed` is null, the one that was begun last.
 * @returns null for a lane without runs
 */
export function shownRun(runs: readonly RunRecord[], seed: number | null): RunRecord | null {
  return (
    runs.find(({ identity }) => identity.seed === seed) ??
    runs.filter(({ trace }) => trace !== null).at(-1) ??
    runs[0] ??
    null
  );
}

/** Of every lane the run that is shown, of those that took a step. */
export function shownRuns(
  lanes: readonly {
    readonly label: string;
    readonly index: number;
    readonly runs: readonly { readonly run: RunRecord }[];
  }[],
  seed: number | null,
): ShownRun[] {
  return lanes.flatMap(({ label, index, runs }) => {
    const run = shownRun(
      runs.map((own) => own.run),
      seed,
    );
    const trace = run?.trace ?? null;
    return run === null || trace === null || trace.steps === 0 ? [] : [{ label, index, run, trace }];
  });
}

/** A shown run as one that is asked about many of its steps. */
export const sampledRun = ({
  run,
  trace,
}: ShownRun): { readonly runId: string; readonly taken: number; readonly steps: number } => ({
  runId: run.identity.runId,
  taken: trace.steps,
  steps: trace.shape.steps,
});
