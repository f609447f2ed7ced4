// prediction.csv: the last window of a run, one row per time step.
import { numberText, readNumberText } from './number-text';

/** One window: `timeStep` points of `inputSize` and `outputSize` features, row-major. */
export interface RecordedWindow {
  readonly timeStep: number;
  readonly inputSize: number;
  readonly outputSize: number;
  /** Shape [timeStep, inputSize]. */
  readonly input: Float32Array;
  /** Shape [timeStep, outputSize]. */
  readonly target: Float32Array;
  /** Shape [timeStep, outputSize]. */
  readonly prediction: Float32Array;
}

/** `input`, or `input_0`, `input_1`, … where there are several features. */
function names(word: string, size: number): readonly string[] {
  return size === 1 ? [word] : Array.from({ length: size }, (_, feature) => `${word}_${feature}`);
}

function cells(values: Float32Array, t: number, size: number): readonly string[] {
  return Array.from(values.subarray(t * size, (t + 1) * size), numberText);
}

/** The whole file. @throws where the values do not have the shapes of the window */
export function predictionCsv(window: RecordedWindow): string {
  const { timeStep, inputSize, outputSize, input, target, prediction } = window;
  const wanted = [timeStep * inputSize, timeStep * outputSize, timeStep * outputSize];
  const got = [input.length, target.length, prediction.length];
  if (wanted.some((length, index) => length !== got[index])) {
    throw new Error(
      `A window of ${timeStep} steps needs ${wanted.join(', ')} values of input, target, prediction; got ${got.join(', ')}.`,
    );
  }
  const header = [
    't',
    ...names('input', inputSize),
    ...names('target', outputSize),
    ...names('prediction', outputSize),
  ];
  const rows = Array.from({ length: timeStep }, (_, t) => [
    String(t),
    ...cells(input, t, inputSize),
    ...cells(target, t, outputSize),
    ...cells(prediction, t, outputSize),
  ]);
  return [header, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

/** The prediction columns of a file that {@link predictionCsv} wrote, shape [timeStep, outputSize]; null for any other text. */
export function readPrediction(text: string): Float32Array | null {
  const [header = '', ...lines] = text.replace(/\n$/, '').split('\n');
  const columns = header.split(',');
  const first = columns.findIndex((name) => name === 'prediction' || name === 'prediction_0');
  if (columns[0] !== 't' || first < 0) return null;
  const values = lines.flatMap((line) => {
    const row = line.split(',');
    return row.length === columns.length ? row.slice(first).map(readNumberText) : [null];
  });
  return values.includes(null) ? null : Float32Array.from(values as readonly number[]);
}
