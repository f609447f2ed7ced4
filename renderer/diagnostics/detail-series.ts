// Norms of every parameter, and shares of saturated units, as small charts: one per parameter or activation, a lane each a line.
// Known at the steps that are recorded in detail. Domain → points, no pixels.
import type { Translate } from '../../src-core/language/translate';
import { knownSteps, sampledLine, type KnownSteps } from '../charts/sampled-line';
import { divergenceOf, type TraceLine, type TraceSeries } from '../charts/trace-series';
import type { StepSamples } from '../composables/useStepSamples';
import type { GrowingFloats } from '../runs/growing-array';
import type { ShownRun } from '../runs/shown-run';
import type { Trace } from '../runs/trace';
import { layerOf } from './layers';

export interface SmallChart {
  readonly title: string;
  readonly series: TraceSeries;
}

interface SmallLine {
  readonly look: Pick<TraceLine, 'name' | 'lane' | 'look'>;
  readonly known: KnownSteps;
}

/** Names that any network has, each once, of those that `isShown`. */
function namesOf(
  shown: readonly ShownRun[],
  key: 'parameterNames' | 'saturationColumns',
  isShown: (name: string) => boolean,
): readonly string[] {
  return [...new Set(shown.flatMap(({ trace }) => trace.shape[key].filter(isShown)))];
}

/** A column of a table with a row per detailed step; null where there is no such column. */
function detailOf(trace: Trace, table: GrowingFloats, column: number): KnownSteps | null {
  if (column < 0) return null;
  const { detailSteps } = trace;
  return {
    get length() {
      return detailSteps.length;
    },
    stepAt: (place) => detailSteps.at(place),
    valueAt: (place) => table.at(place, column),
  };
}

function chartOf(
  title: string,
  shown: readonly ShownRun[],
  lines: readonly SmallLine[],
  t: Translate,
): SmallChart {
  return {
    title,
    series: {
      lines: lines.map(({ look, known }) => sampledLine(look, known)),
      trends: [],
      bands: [],
      divergences: shown.flatMap(
        ({ label, index, run, trace }) => divergenceOf({ label, index, runs: [{ run, trace }] }, t) ?? [],
      ),
      steps: Math.max(0, ...shown.map(({ trace }) => trace.steps)),
      knownSteps: () => knownSteps(lines.map(({ known }) => known)),
    },
  };
}

/**
 * ‖W‖ and, dotted, ‖∂L/∂W‖ of every parameter of a layer, and of the head.
 * @param layer suffix of torch's names
 * @param weights what is known of ‖W‖, by run
 */
export function normCharts(
  shown: readonly ShownRun[],
  weights: StepSamples<'norms'>,
  layer: string,
  t: Translate,
): readonly SmallChart[] {
  const names = namesOf(shown, 'parameterNames', (name) => (layerOf(name) ?? layer) === layer);
  return names.map((name) => {
    const lines = shown.flatMap(({ label, index, run, trace }): SmallLine[] => {
      const column = trace.shape.parameterNames.indexOf(name);
      const gradient = detailOf(trace, trace.parameterNorms, column);
      if (gradient === null) return [];
      const samples = weights.get(run.identity.runId) ?? [];
      const weight: KnownSteps = {
        length: samples.length,
        stepAt: (place) => samples[place]?.step ?? NaN,
        valueAt: (place) => samples[place]?.norms[column]?.norm ?? NaN,
      };
      return [
        { look: { name: t('norms.weight', { lane: label }), lane: index, look: 'plain' }, known: weight },
        {
          look: { name: t('norms.gradient', { lane: label }), lane: index, look: 'dotted' },
          known: gradient,
        },
      ];
    });
    return chartOf(name, shown, lines, t);
  });
}

/** Share of saturated or dead units of every activation of a layer. @param layer suffix of torch's names */
export function saturationCharts(
  shown: readonly ShownRun[],
  layer: string,
  t: Translate,
): readonly SmallChart[] {
  const names = namesOf(shown, 'saturationColumns', (name) => layerOf(name) === layer);
  return names.map((name) => {
    const [, kind, unit = ''] = /^(saturated|dead)_l\d+_([^_]+)/.exec(name) ?? [];
    const lines = shown.flatMap(({ label, index, trace }): SmallLine[] => {
      const known = detailOf(trace, trace.saturation, trace.shape.saturationColumns.indexOf(name));
      return known === null ? [] : [{ look: { name: label, lane: index, look: 'plain' }, known }];
    });
    return chartOf(
      t(kind === 'dead' ? 'saturation.dead' : 'saturation.saturated', { unit }),
      shown,
      lines,
      t,
    );
  });
}
