// docs/presets.md: the gallery, from the table of presets.
import {
  FIGURE_SEEDS,
  FIGURE_STEPS,
  type FigureKind,
  type LaneFigure,
  type Preset,
} from '../../src-core/experiment/presets/preset';
import { PRESETS } from '../../src-core/experiment/presets/presets';
import { markdownTable } from './markdown-table';

export function presetsDocument(): string {
  return [
    '# Presets',
    'Generated from the table of presets by `npm run documents`; a test checks that it is up to date.',
    `Experiments that show one thing each. Every figure was measured with the command line over the seeds 1 to ${FIGURE_SEEDS.length}, and a test
measures it again. Where nothing else is said it is the mean loss of the last ${FIGURE_STEPS} steps; a run that diverged counts as infinite. "Below" says in how
many seeds a lane ends below the first one, "Further" in how many its gradient reaches further: of 20, from 15 on (or up to 5) a two-sided sign test gives p < .05.`,
    ...PRESETS.flatMap(section),
  ].join('\n\n');
}

const NOTES: Readonly<Record<Exclude<FigureKind, 'loss'>, string>> = {
  'hold-out':
    'The figure is the loss on the test part after the last step, in the last row of `evaluation.csv`, in units of the training part’s variance.',
  reach:
    'The figure is ‖∂L/∂h_0‖ of the first step, `flow_l0_t0` in the first row of `trace.csv`: what is left at t = 0 of the gradient of the last loss.',
};

function section(preset: Preset): readonly string[] {
  const { id, title, lookFor, figure, figureOf = 'loss', file } = preset;
  const seeds = Array.isArray(file['seeds']) ? file['seeds'].length : 1;
  const note =
    seeds === FIGURE_SEEDS.length
      ? ''
      : `\n\nThe file has ${seeds === 1 ? 'one seed' : `${seeds} seeds`}; the figure is of 1 to ${FIGURE_SEEDS.length}.`;
  return [
    `## ${title}`,
    lookFor,
    ...(figureOf === 'loss' ? [] : [NOTES[figureOf]]),
    markdownTable(
      ['Lane', 'Median', 'Quartiles', 'Diverged', figureOf === 'reach' ? 'Further' : 'Below'],
      figure.map(figureRow),
    ),
    `\`\`\`sh\nnpm run --silent unroll -- preset ${id} > ${id}.unroll.json\nnpm run --silent unroll -- run ${id}.unroll.json --out ${id}\n\`\`\`${note}`,
  ];
}

function figureRow({ lane, median, quartiles, diverged, wins }: LaneFigure): readonly string[] {
  const seeds = FIGURE_SEEDS.length;
  return [
    lane,
    number(median),
    quartiles.map(number).join(' to '),
    diverged === 0 ? '' : `${diverged} of ${seeds}`,
    wins === null ? '' : `${wins} of ${seeds}`,
  ];
}

function number(value: number): string {
  return Number.isFinite(value) ? String(value) : '∞';
}
