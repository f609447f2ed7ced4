// Windows of a csv: to train on, to test on, and what a network that remembers nothing would make of the test part.
import type { TaskData } from '../experiment/task-data';
import { type CsvSeries, type CsvSettings, csvSeries, MOST_TEST_WINDOWS, testSlides } from './csv-series';
import type { HoldOut } from './hold-out';
import { randomStream } from './random';
import type { Batch, SequenceSource } from './sequence-source';
import { WARM_UP_WINDOWS } from './warm-up';

/** Where the windows of a step begin: the row of the file that row `row` of the batch reads first. */
type Start = (step: number, row: number, batchSize: number) => number;

/**
 * Windows to train on. With a carried state they follow on each other: the training part is cut into as many stretches of equal
 * length as the batch has rows, row b goes through stretch b window by window, and begins it again after the last; the stretches
 * end with the training part, rows that fill no window are left out at its beginning. Without one, every window is drawn for
 * itself, each place in the training part as likely as another: row b of step k has a stream of draws of its own.
 */
export function csvSource(settings: CsvSettings, seed: number, data: TaskData): SequenceSource {
  const { timeStep } = settings.task;
  const series = csvSeries(settings.task, data);
  const { firstTest } = series;
  if (settings.training.carryState) {
    return windowsOf(settings, series, (step, row, batchSize) => {
      const windows = Math.floor(firstTest / (timeStep * batchSize));
      const stretch = firstTest - (batchSize - row) * windows * timeStep;
      return stretch + (step % windows) * timeStep;
    });
  }
  const places = firstTest - timeStep + 1;
  return windowsOf(settings, series, (step, row) =>
    Math.floor(places * randomStream(seed, `csv/${row}/${step}`).uniform()),
  );
}

function windowsOf({ task: { timeStep } }: CsvSettings, series: CsvSeries, startOf: Start): SequenceSource {
  return {
    timeStep,
    inputSize: 1,
    outputSize: 1,
    writeBatch(step, batchSize, batch) {
      for (let row = 0; row < batchSize; row += 1)
        writeWindow(series, startOf(step, row, batchSize), timeStep, batch, row, batchSize);
    },
  };
}

/** Row `row` of a batch: its point t stands at t · batchSize + row. */
function writeWindow(
  { input, target, rows, pairs }: CsvSeries,
  start: number,
  timeStep: number,
  batch: Batch,
  row: number,
  batchSize: number,
): void {
  const horizon = rows - pairs;
  if (!(start >= 0 && start + timeStep <= pairs))
    throw new Error(`Expected a window of ${timeStep} rows within ${pairs}, got one from row ${start}.`);
  for (let t = 0; t < timeStep; t += 1) {
    const at = t * batchSize + row;
    batch.input[at] = input[start + t] ?? NaN;
    batch.target[at] = target[start + t + horizon] ?? NaN;
  }
}

/**
 * What a network is tested on. A series of windows from the first row of the test part on, as far as they are whole, all rows of
 * a batch alike; windows of the training part's end warm the state up. Where no state is carried and the answer is asked for at
 * the end, a window for every row of the test part. Never more than {@link MOST_TEST_WINDOWS}.
 */
export function csvHoldOut(settings: CsvSettings, data: TaskData): HoldOut {
  const { timeStep } = settings.task;
  const series = csvSeries(settings.task, data);
  const { firstTest, pairs } = series;
  const tested = pairs - firstTest;
  if (testSlides(settings)) {
    const count = Math.min(tested, MOST_TEST_WINDOWS);
    const place = (index: number) => firstTest + Math.floor((index * tested) / count);
    const source = windowsOf(settings, series, (index) => place(index) - timeStep + 1);
    return { kind: 'sequences', source, count };
  }
  const warmUp = Math.min(Math.floor(firstTest / timeStep), WARM_UP_WINDOWS);
  const first = firstTest - warmUp * timeStep;
  const windows = Math.min(Math.floor(tested / timeStep), MOST_TEST_WINDOWS);
  return {
    kind: 'series',
    source: windowsOf(settings, series, (step) => first + step * timeStep),
    warmUp,
    windows,
  };
}

/**
 * Mean squared error, over the test part, of the straight line through input and target that fits the training part best (least
 * squares): the best that can be said of the target from one row of the input, if it is said by a line. Of a column that is
 * predicted from itself this is an autoregression of order one.
 */
export function csvBaseline({ task }: Pick<CsvSettings, 'task'>, data: TaskData): number | null {
  const { input, target, firstTest, pairs, rows } = csvSeries(task, data);
  if (firstTest === 0 || pairs === firstTest) return null;
  const horizon = rows - pairs;
  const x = (pair: number) => input[pair] ?? NaN;
  const y = (pair: number) => target[pair + horizon] ?? NaN;
  const meanOver = (from: number, to: number, of: (pair: number) => number) => {
    let sum = 0;
    for (let pair = from; pair < to; pair += 1) sum += of(pair);
    return sum / (to - from);
  };
  const [meanX, meanY] = [meanOver(0, firstTest, x), meanOver(0, firstTest, y)];
  const variance = meanOver(0, firstTest, (pair) => (x(pair) - meanX) ** 2);
  const covariance = meanOver(0, firstTest, (pair) => (x(pair) - meanX) * (y(pair) - meanY));
  const slope = variance === 0 ? 0 : covariance / variance;
  return meanOver(firstTest, pairs, (pair) => (meanY + slope * (x(pair) - meanX) - y(pair)) ** 2);
}
