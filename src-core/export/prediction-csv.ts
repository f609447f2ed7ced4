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

/** Reads a file that {@link predictionCsv} wrote; null for any other text. */
export function readPredictionCsv(text: string): RecordedWindow | null {
  const [header = '', ...lines] = text.replace(/\n$/, '').split('\n');
  const columns = header.split(',');
  const rows = lines.map((line) => line.split(',').slice(1).map(readNumberText));
  const isWhole = rows.every((row) => row.length === columns.length - 1 && !row.includes(null));
  const [inputSize, targetSize, outputSize] = ['input', 'target', 'prediction'].map(
    (word) =>
      columns.filter(
        (name) => name === word || (/^_\d+$/.test(name.slice(word.length)) && name.startsWith(word)),
      ).length,
  ) as [number, number, number];
  const known = inputSize > 0 && outputSize > 0 && targetSize === outputSize;
  if (columns[0] !== 't' || !known || columns.length !== 1 + inputSize + 2 * outputSize || !isWhole)
    return null;
  const part = (from: number, size: number) =>
    Float32Array.from(rows.flatMap((row) => row.slice(from, from + size) as readonly number[]));
  return {
    timeStep: rows.length,
    inputSize,
    outputSize,
    input: part(0, inputSize),
    target: part(inputSize, outputSize),
    prediction: part(inputSize + outputSize, outputSize),
  };
}

/** The prediction of a file that {@link predictionCsv} wrote, shape [timeStep, outputSize]; null for any other text. */
export function readPrediction(text: string): Float32Array | null {
  return readPredictionCsv(text)?.prediction ?? null;
}
