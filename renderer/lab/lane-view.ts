// A lane as the lab shows it: from the experiment before a run, from the run afterwards.
import type { RunRecord } from '../runs/run-record';
import type { Settings } from '../../src-core/experiment/experiment';
import type { Translate } from '../../src-core/language/translate';
import type { Texts } from '../language/useLanguage';
import { countParameters } from '../../src-core/experiment/size-estimate';
import { figure, percent, stepTime, count } from '../format/number-text';

export interface LaneView {
  readonly label: string;
  /** Place in the experiment: decides colour and dash. */
  readonly index: number;
  readonly seed: number;
  readonly settings: Settings;
  readonly run: RunRecord | null;
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
  /** Norm of the gradient: `1.361`, or `1.361 → 1.000` where the lane clips. */
  readonly gradNorm: string;
  readonly clipped: string;
  readonly parameters: string;
  readonly perStep: string;
}

const NONE = '–';

/** The figures of a lane at `step` (loss, norm) and over the run so far (the rest). */
export function laneFigures(lane: LaneView, step: number, t: Translate): LaneFigures {
  const { run, settings } = lane;
  const parameters = count(run?.started?.parameterCount ?? countParameters(settings));
  const trace = run?.trace ?? null;
  if (trace === null || trace.steps === 0) {
    return { loss: NONE, gradNorm: NONE, clipped: NONE, parameters, perStep: NONE };
  }
  const clips = settings.training.clip.kind !== 'none';
  const [before, after] = [figure(trace.gradNorm.at(step)), figure(trace.gradNormClipped.at(step))];
  const us = trace.usPerStep;
  return {
    loss: figure(trace.loss.at(step)),
    gradNorm: clips ? `${before} → ${after}` : before,
    clipped: clips ? percent(trace.clippedSteps, trace.steps) : t('lane.no-clipping'),
    parameters,
    perStep: us === null ? NONE : stepTime(us),
  };
}
