// A lane as the lab shows it: from the experiment before a run, from the run afterwards.
import type { RunRecord } from '../runs/run-record';
import { shownRun } from '../runs/shown-run';
import type { Settings } from '../../src-core/experiment/experiment';
import type { Translate } from '../../src-core/language/translate';
import type { Texts } from '../language/useLanguage';
import { countParameters } from '../../src-core/experiment/size-estimate';
import { figure, percent, stepTime, count } from '../format/number-text';

export interface LaneView {
  readonly label: string;
  /** Place in the experiment: decides colour and dash. */
  readonly index: number;
  /** The seed that is shown. */
  readonly seed: number;
  readonly settings: Settings;
  /** The run that is shown; null before it was started. */
  readonly run: RunRecord | null;
  /** All its runs, a seed each. */
  readonly runs: readonly RunRecord[];
}

/**
 * The lanes of the current runs, each with the run of one seed.
 * @param seed the seed to show; null: of each lane the run that was begun last
 */
export function laneViews(runs: readonly RunRecord[], seed: number | null): LaneView[] {
  const lanes = new Map<number, RunRecord[]>();
  for (const run of runs) lanes.set(run.laneIndex, [...(lanes.get(run.laneIndex) ?? []), run]);
  return [...lanes].map(([index, own]) => {
    const run = shownRun(own, seed);
    if (run === null) throw new Error('Expected a lane with at least one run, got one without.');
    return {
      label: run.label,
      index,
      seed: run.identity.seed,
      settings: run.settings,
      run,
      runs: own,
    };
  });
}

/** What stands after the lane's name: `tanh, 32 · seed 1`. */
export function laneCaption({ settings: { model }, seed }: LaneView, { t, field }: Texts): string {
  const cell =
    model.cell === 'rnn'
      ? field('model.nonlinearity').choices?.[model.nonlinearity]
      : field('model.cell').choices?.[model.cell];
  const layers = model.layers > 1 ? `, ${t('lane.layers', { layers: count(model.layers) })}` : '';
  const directions = model.bidirectional ? `, ${t('lane.both-directions')}` : '';
  return `${cell}, ${model.hiddenSize}${layers}${directions} · ${t('lane.seed', { seed })}`;
}

export interface LaneFigures {
  readonly loss: string;
  /** The lowest loss so far. */
  readonly best: string;
  /** Norm of the gradient: `1.361`, or `1.361 → 1.000` where the lane clips. */
  readonly gradNorm: string;
  readonly clipped: string;
  readonly parameters: string;
  readonly perStep: string;
}

/** Clipping was on at some step: as stated, or since it was changed. */
function everClips({ settings, adjustments }: RunRecord): boolean {
  return settings.training.clip.kind !== 'none' || adjustments.some(({ clipLimit }) => clipLimit !== null);
}

const NONE = '–';

/** The figures of a lane at `step` (loss, norm) and over the run so far (the rest). */
export function laneFigures(lane: LaneView, step: number, t: Translate): LaneFigures {
  const { run, settings } = lane;
  const parameters = count(run?.started?.parameterCount ?? countParameters(settings));
  const trace = run?.trace ?? null;
  if (trace === null || trace.steps === 0) {
    return { loss: NONE, best: NONE, gradNorm: NONE, clipped: NONE, parameters, perStep: NONE };
  }
  const clips = lane.run === null ? settings.training.clip.kind !== 'none' : everClips(lane.run);
  const [before, after] = [figure(trace.gradNorm.at(step)), figure(trace.gradNormClipped.at(step))];
  const us = trace.usPerStep;
  const lowest = trace.drawn.loss.extent?.low;
  return {
    loss: figure(trace.loss.at(step)),
    best: lowest === undefined ? NONE : figure(lowest),
    gradNorm: clips ? `${before} → ${after}` : before,
    clipped: clips ? percent(trace.clippedSteps, trace.steps) : t('lane.no-clipping'),
    parameters,
    perStep: us === null ? NONE : stepTime(us),
  };
}
