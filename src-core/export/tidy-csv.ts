// Everything an experiment recorded in one CSV, one number per row ("tidy"): what pandas, R and spreadsheets group and pivot.
import { textCell } from './csv-cell';
import { numberText } from './number-text';
import type { RecordedRun, RecordedSeries } from './recorded-series';

/**
 * `lane,seed,step,t,quantity,value`. `quantity`: the column of trace.csv (`loss`, `grad_norm`, `flow_l0`, `saturated_l0_h` …), or
 * `input`, `target`, `prediction` of the last window (numbered where there are several features). `t`: the time step of a flow
 * or a window, else empty. Names of flow columns lose their t, which has its own cell.
 */
export const TIDY_CSV_HEADER = 'lane,seed,step,t,quantity,value';

const FLOW = /^(flow_l\d+)_t(\d+)(_reverse)?$/;

/** The file, piece by piece: one per run, after the header. */
export function* tidyCsv({ lanes, runs }: RecordedSeries): Generator<string> {
  yield `${TIDY_CSV_HEADER}\n`;
  for (const run of runs) {
    const start = `${textCell(lanes[run.lane]?.label ?? '')},${run.seed}`;
    yield [...traceRows(run), ...windowRows(run)].map((row) => `${start},${row}\n`).join('');
  }
}

function* traceRows({ trace }: RecordedRun): Generator<string> {
  const scalars = {
    loss: trace.loss,
    grad_norm: trace.gradNorm,
    grad_norm_clipped: trace.gradNormClipped,
    learning_rate: trace.learningRate,
  };
  for (const [name, values] of Object.entries(scalars)) {
    for (let step = 0; step < values.length; step += 1)
      yield `${step},,${name},${numberText(values[step] ?? NaN)}`;
  }
  for (const [name, values] of trace.details) {
    const flow = FLOW.exec(name);
    const [t, quantity] = flow === null ? ['', name] : [flow[2], `${flow[1]}${flow[3] ?? ''}`];
    for (let place = 0; place < values.length; place += 1)
      yield `${trace.detailSteps[place] ?? 0},${t},${quantity},${numberText(values[place] ?? NaN)}`;
  }
}

function* windowRows({ trace, lastWindow }: RecordedRun): Generator<string> {
  if (lastWindow === null) return;
  const { timeStep, inputSize, outputSize, input, target, prediction } = lastWindow;
  const parts = [
    ['input', input, inputSize],
    ['target', target, outputSize],
    ['prediction', prediction, outputSize],
  ] as const;
  for (const [name, values, size] of parts) {
    for (let place = 0; place < timeStep * size; place += 1) {
      const quantity = size === 1 ? name : `${name}_${place % size}`;
      yield `${trace.loss.length - 1},${Math.floor(place / size)},${quantity},${numberText(values[place] ?? NaN)}`;
    }
  }
}
