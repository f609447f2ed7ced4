// A preset: an experiment of the gallery, what to look for in it, and the figure it should show.
import { formatProblem } from '../format-problem';
import type { Experiment } from '../experiment';
import { parseExperiment } from '../parse-experiment';

/** Seeds that every figure is measured over. */
export const FIGURE_SEEDS: readonly number[] = Array.from({ length: 20 }, (_, k) => k + 1);

/** Steps at the end of a run whose mean loss counts. */
export const FIGURE_STEPS = 10;

/**
 * What a figure is of. `loss`: the mean loss of the last {@link FIGURE_STEPS} steps; below is better. `reach`: ‖∂L/∂h_0‖ of layer
 * 0 in the first step, for an experiment whose loss is on the last point alone; above is better. `hold-out`: the loss, after the
 * last step, on windows that nothing was trained on; below is better.
 */
export type FigureKind = 'loss' | 'reach' | 'hold-out';

/** What one lane should come to over {@link FIGURE_SEEDS}. A run that diverged counts as infinite loss. */
export interface LaneFigure {
  readonly lane: string;
  /** Of what the preset's {@link FigureKind} says. */
  readonly median: number;
  readonly quartiles: readonly [number, number];
  readonly diverged: number;
  /** Seeds in which this lane is better than the first one; null for the first, and on the grid of a sweep. */
  readonly wins: number | null;
  /** Rounding alone, another engine or processor, moves the median within its quartiles: the lane's gradients are that steep. */
  readonly sensitive?: true;
}

export interface Preset {
  /** Never changes once published. */
  readonly id: string;
  readonly title: string;
  /** Two sentences: what to look for. */
  readonly lookFor: string;
  /** What the experiment's file says besides format, version and name. */
  readonly file: Readonly<Record<string, unknown>>;
  /** Where its figure takes minutes to measure, so that `npm run test:long` checks it. */
  readonly long?: true;
  /** `loss` where it is absent. */
  readonly figureOf?: FigureKind;
  /** One entry per lane as it is trained, in their order. */
  readonly figure: readonly LaneFigure[];
}

/** The experiment of a preset. @throws where its file is refused, which a test rules out */
export function presetExperiment(preset: Preset): Experiment {
  const parsed = parseExperiment({
    format: 'unroll-experiment',
    version: 1,
    name: preset.title,
    ...preset.file,
  });
  if (parsed.kind === 'ok') return parsed.experiment;
  throw new Error(`Preset ${preset.id}: ${parsed.problems.map(formatProblem).join('; ')}.`);
}

const FIGURE_WORDS: Readonly<Record<FigureKind, { readonly of: string; readonly wins: string }>> = {
  loss: { of: `loss of the last ${FIGURE_STEPS} steps`, wins: 'ends below' },
  'hold-out': { of: 'loss on the test part, after the last step', wins: 'ends below' },
  reach: { of: 'gradient that the last loss has at t = 0, in the first step', wins: 'reaches further than' },
};

/** The figure in words: medians with their quartiles, who is better than the first lane how often, what diverged. */
export function figureText({ figure, figureOf = 'loss' }: Preset): string {
  const words = FIGURE_WORDS[figureOf];
  const seeds = FIGURE_SEEDS.length;
  const [first] = figure;
  const lanes = figure.map(({ lane, median, quartiles: [low, high], diverged }) => {
    const lost = diverged === 0 ? '' : `, ${diverged} of ${seeds} diverged`;
    return `${lane} ${short(median)} (${short(low)} to ${short(high)}${lost})`;
  });
  const wins = figure.flatMap(({ lane, wins }) =>
    wins === null ? [] : [`${lane} ${words.wins} ${first?.lane ?? ''} in ${wins} of ${seeds} seeds.`],
  );
  return [`Median ${words.of} (quartiles): ${lanes.join('; ')}.`, ...wins].join(' ');
}

function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(2))) : 'diverged';
}
