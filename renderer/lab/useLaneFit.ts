// What a lane's card shows of its run at the step looked at: the windows up to it, and those the network was tested on. A step
// whose window was not recorded is asked of the trainer, which replays it to the bit; until it answers, those before it are shown.
import { computed, type ComputedRef } from 'vue';
import type { Bridge } from '../../src-core/contract/ipc';
import type { Translate } from '../../src-core/language/translate';
import type { TableSource } from '../charts/trace-table';
import {
  VISIBLE_WINDOWS,
  windowSeries,
  withTested,
  type FitSeries,
  type KnownWindow,
  type TestedWindow,
} from '../charts/window-series';
import { windowTable } from '../charts/window-table';
import { useInspections } from '../composables/useInspections';
import { multipleOfPi } from '../format/number-text';
import type { RunRecord } from '../runs/run-record';
import type { Trace } from '../runs/trace';
import type { LaneView } from './lane-view';

export interface LaneFit {
  /** Steps taken. */
  readonly taken: ComputedRef<number>;
  /** Recorded windows. */
  readonly recorded: ComputedRef<number>;
  /** Place of the recorded window at or before the step; −1: none. */
  readonly place: ComputedRef<number>;
  /** The step whose window and figures are shown; −1: none yet. */
  readonly step: ComputedRef<number>;
  readonly series: ComputedRef<FitSeries>;
  /** Windows beside those of the training, with what came of them. */
  readonly tested: ComputedRef<readonly TestedWindow[]>;
  /** The numbers of the step's window and of the tests; null before there is one. */
  readonly table: ComputedRef<{ readonly step: number; readonly source: TableSource } | null>;
  /** Why the window of the step cannot be told; null: it can. */
  readonly refusal: ComputedRef<string | null>;
}

const EMPTY: FitSeries = {
  target: [],
  prediction: [],
  x: { min: 0, max: VISIBLE_WINDOWS },
  y: { min: -1.2, max: 1.2 },
  ticks: Array.from({ length: VISIBLE_WINDOWS + 1 }, (_, k) => ({ value: k, label: multipleOfPi(k) })),
  shades: [],
};

export interface LaneFitOptions {
  readonly bridge: Pick<Bridge, 'inspect'>;
  /** A new object with every snapshot, for the run in it grows in place. */
  readonly lane: () => LaneView;
  /** Step looked at; null: the last one, as it comes. */
  readonly scrub: () => number | null;
  readonly t: Translate;
}

export function useLaneFit({ bridge, lane, scrub, t }: LaneFitOptions): LaneFit {
  const taken = computed(() => lane().run?.trace?.steps ?? 0);
  const recorded = computed(() => lane().run?.trace?.detailSteps.length ?? 0);
  const step = computed(() => Math.min(scrub() ?? Infinity, taken.value - 1));
  const place = computed(() => {
    const last = recorded.value - 1;
    const detailSteps = lane().run?.trace?.detailSteps;
    return detailSteps === undefined ? last : Math.min(last, detailSteps.lastAtOrBefore(step.value));
  });
  /** Live, the last recorded window will do: the next one is on its way. */
  const missing = computed(() => {
    const { run } = lane();
    if (run === null || scrub() === null || step.value < 0) return null;
    return run.trace?.detailSteps.at(place.value) === step.value ? null : run.identity.runId;
  });
  const answers = useInspections({
    bridge,
    wanted: () =>
      missing.value === null ? [] : [{ runId: missing.value, step: step.value, parts: ['window'] }],
    live: () => lane().run?.active ?? false,
  });
  const known = computed<KnownWindow | null>(() => {
    const told = missing.value === null ? null : (answers.value.get(missing.value)?.step ?? null);
    const window = told?.step === step.value ? told.window : null;
    return window === null ? null : { step: step.value, window };
  });
  const tested = computed(() => testedWindows(lane().run, step.value, t));
  const series = computed(() => {
    const trace = lane().run?.trace ?? null;
    if (trace === null) return EMPTY;
    return withTested(windowSeries(trace, place.value, known.value), trace.shape, tested.value);
  });
  const table = computed(() => {
    const trace = lane().run?.trace ?? null;
    if (trace === null || recorded.value === 0) return null;
    const shown = known.value ?? recordedWindow(trace, place.value);
    return { step: shown.step, source: windowTable(trace.shape, shown.window, tested.value, t) };
  });
  const refusal = computed(() =>
    missing.value === null ? null : (answers.value.get(missing.value)?.refusal ?? null),
  );
  return { taken, recorded, place, step, series, tested, table, refusal };
}

const recordedWindow = (trace: Trace, place: number): KnownWindow => ({
  step: trace.detailSteps.at(place),
  window: { target: trace.target.row(place), prediction: trace.prediction.row(place) },
});

/** Hold-out and free run of the network as it was at a step. */
function testedWindows(run: RunRecord | null, step: number, t: Translate): readonly TestedWindow[] {
  const evaluation = run?.evaluationAt(step) ?? null;
  if (evaluation === null) return [];
  const { window, loss, freeRun, freeRunLoss } = evaluation;
  return [
    { label: t('lane.hold-out'), loss, window },
    ...(freeRun === null ? [] : [{ label: t('lane.free-run'), loss: freeRunLoss, window: freeRun }]),
  ];
}
