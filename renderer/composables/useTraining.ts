// Training from the window: start and control runs, take in what they send, tell the page at most once per frame.
import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import { assertNever } from '../../src-core/assert-never';
import type {
  TrainingBridge,
  RunAction,
  StartedExperiment,
  StartedRun,
  StartReply,
} from '../../src-core/contract/ipc';
import type { AdjustmentChange } from '../../src-core/contract/adjustment';
import type { UnfitLane } from '../../src-core/contract/start-weights';
import type { Pace } from '../../src-core/contract/run-event';
import type { Experiment } from '../../src-core/experiment/experiment';
import { resolveLanes } from '../../src-core/experiment/lanes';
import {
  laneIndexAt,
  placeOfResolved,
  sweepLayout,
  type SweepLayout,
} from '../../src-core/experiment/sweep-layout';
import { formatProblem } from '../../src-core/experiment/format-problem';
import { labPhase, labProgress, type LabPhase } from '../runs/lab-phase';
import { RateMeter } from '../runs/rate-meter';
import { RunBook, type BookedRun } from '../runs/run-book';
import type { RunRecord } from '../runs/run-record';
import type { Complaint } from '../lab/lab-status';
import { errorText } from '../format/error-text';
import { frameTask } from './frame-task';

/** What the page shows, the same until the next frame. */
export interface LabSnapshot {
  readonly runs: readonly RunRecord[];
  /** The grid that the lanes lie on; null where they are no sweep. */
  readonly sweep: SweepLayout | null;
  readonly phase: LabPhase;
  readonly taken: number;
  readonly total: number;
  readonly secondsLeft: number | null;
}

export interface Training {
  readonly snapshot: Readonly<ShallowRef<LabSnapshot>>;
  /** The last request that main refused or could not carry out; null once another was carried out. */
  readonly complaint: Readonly<ShallowRef<Complaint | null>>;
  readonly phase: ComputedRef<LabPhase>;
  /** What the runs are of; null before the first. */
  readonly experiment: Readonly<ShallowRef<Experiment | null>>;
  /** Lanes of the runs that could not take the initial weights that were chosen. */
  readonly unfit: Readonly<ShallowRef<readonly UnfitLane[]>>;
  start(experiment: Experiment, pace: Pace): Promise<void>;
  control(action: RunAction): void;
  /** Changes learning rate or clip limit of these runs, while they train. */
  adjust(runs: readonly RunRecord[], change: AdjustmentChange): void;
  reveal(runId: string): void;
}

/** @throws where a run is of no lane of the experiment: main and window then disagree on what was started. */
function bookedRuns(experiment: Experiment, runs: readonly StartedRun[]): BookedRun[] {
  const resolved = resolveLanes(experiment);
  if (resolved.kind === 'refused') throw new Error(resolved.problems.map(formatProblem).join('; '));
  const layout = sweepLayout(experiment);
  const places = new Map(resolved.lanes.map(({ label }, place) => [label, place]));
  return runs.map((run) => {
    const place = places.get(run.lane) ?? -1;
    const lane = resolved.lanes[place];
    if (lane === undefined)
      throw new Error(`Expected a run of a lane of the experiment, got one of ${run.lane}.`);
    const { settings, stated: label } = lane;
    if (layout === null) return { run, laneIndex: place, settings };
    return { run, laneIndex: laneIndexAt(layout, placeOfResolved(layout, place)), settings, label };
  });
}

/**
 * Connects the page to the bridge for as long as its scope lives.
 * @param current what trains already, or trained last: a page that is loaded anew shows it again.
 */
export function useTraining(bridge: TrainingBridge, current: StartedExperiment | null): Training {
  const book = new RunBook();
  let sweep: SweepLayout | null = null;
  const adopt = (experiment: Experiment, runs: readonly StartedRun[]): void => {
    sweep = sweepLayout(experiment);
    book.adopt(bookedRuns(experiment, runs));
  };
  if (current !== null) adopt(current.experiment, current.runs);
  const rate = new RateMeter();
  const complaint = shallowRef<Complaint | null>(null);
  const trained = shallowRef<Experiment | null>(current?.experiment ?? null);
  const unfit = shallowRef<readonly UnfitLane[]>([]);
  let requested = false;

  const look = (): LabSnapshot => {
    const { taken, total } = labProgress(book.runs);
    return {
      runs: book.runs,
      sweep,
      phase: labPhase(book.runs, requested),
      taken,
      total,
      secondsLeft: rate.secondsLeft(total),
    };
  };
  const snapshot = shallowRef(look());
  const publish = frameTask(() => {
    snapshot.value = look();
  });

  function answer(experiment: Experiment, reply: StartReply): void {
    switch (reply.kind) {
      case 'refused':
        book.dismiss();
        complaint.value = { what: 'not-started', why: reply.problems };
        return;
      case 'started':
        rate.reset();
        trained.value = experiment;
        unfit.value = reply.unfit;
        adopt(experiment, reply.runs);
        return;
      default:
        assertNever(reply);
    }
  }

  async function start(experiment: Experiment, pace: Pace): Promise<void> {
    if (requested) return;
    requested = true;
    complaint.value = null;
    book.expect();
    publish.request();
    try {
      answer(experiment, await bridge.start({ experiment, pace }));
    } catch (error) {
      book.dismiss();
      complaint.value = { what: 'not-started', why: errorText(error) };
    } finally {
      requested = false;
      publish.request();
    }
  }

  function control(action: RunAction): void {
    rate.reset();
    complaint.value = null;
    const run = book.runs.find(({ active }) => active);
    if (run === undefined) return;
    bridge.control({ runId: run.identity.runId, action }).catch((error: unknown) => {
      complaint.value = { what: 'command-not-taken', why: errorText(error) };
    });
  }

  function adjust(runs: readonly RunRecord[], change: AdjustmentChange): void {
    complaint.value = null;
    for (const { identity } of runs) {
      bridge
        .control({ runId: identity.runId, action: { kind: 'adjust', change } })
        .catch((error: unknown) => {
          complaint.value = { what: 'command-not-taken', why: errorText(error) };
        });
    }
  }

  function reveal(runId: string): void {
    complaint.value = null;
    bridge.reveal(runId).catch((error: unknown) => {
      complaint.value = { what: 'folder-not-shown', why: errorText(error) };
    });
  }

  // After the runs are in the book: the first listener gets their events from the first on.
  onScopeDispose(
    bridge.onRunEvent((event) => {
      if (!book.apply(event)) return;
      if (event.kind === 'chunk') rate.note(performance.now(), labProgress(book.runs).taken);
      publish.request();
    }),
  );
  onScopeDispose(publish.cancel);
  return {
    snapshot,
    complaint,
    phase: computed(() => snapshot.value.phase),
    experiment: trained,
    unfit,
    start,
    control,
    adjust,
    reveal,
  };
}
