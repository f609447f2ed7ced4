// Where learning rate or clip limit were changed while runs trained, as marks on the step axis: domain → points, no pixels.
import type { Translate } from '../../src-core/language/translate';
import { figure } from '../format/number-text';
import { statedValues, type LiveValues } from '../lab/live-values';
import type { RunRecord } from '../runs/run-record';
import type { StepMark } from './trace-series';

/** Of every lane the changes of its first run; what was changed alike in several lanes is one mark. */
export function adjustmentMarks(runs: readonly RunRecord[], t: Translate): readonly StepMark[] {
  const first = runs.filter((run, place) => runs[place - 1]?.laneIndex !== run.laneIndex);
  const marks = new Map<
    string,
    { readonly x: number; readonly lane: number; readonly text: string; readonly lanes: string[] }
  >();
  for (const run of first) {
    let before = statedValues(run);
    for (const { step, learningRate, clipLimit } of run.adjustments) {
      const text = changeText(before, { learningRate, clipLimit }, t);
      before = { learningRate, clipLimit };
      if (text === '') continue;
      const mark = marks.get(`${step} ${text}`) ?? { x: step, lane: run.laneIndex, text, lanes: [] };
      mark.lanes.push(run.label);
      marks.set(`${step} ${text}`, mark);
    }
  }
  return [...marks.values()].map(({ x, lane, text, lanes }) => ({
    x,
    lane,
    label:
      lanes.length === first.length ? text : t('live.of-lanes', { lanes: lanes.join(', '), change: text }),
  }));
}

function changeText(before: LiveValues, after: LiveValues, t: Translate): string {
  const parts: string[] = [];
  if (after.learningRate !== before.learningRate)
    parts.push(t('live.rate-is', { rate: figure(after.learningRate, 3) }));
  if (after.clipLimit !== before.clipLimit) {
    parts.push(
      after.clipLimit === null
        ? t('compare.not-clipped')
        : t('chart.limit', { limit: figure(after.clipLimit, 3) }),
    );
  }
  return parts.join(', ');
}
