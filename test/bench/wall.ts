// Wall time of whole runs: `unroll run` of many steps less one of few, so that start-up cancels and nothing hides outside
// the training loop: recording, messages between processes and files are in it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { minimum } from './statistics';
import { type Row, rowSettings } from './row';

export interface WallOptions {
  readonly rounds: number;
  readonly wallSteps: readonly [short: number, long: number];
  /** Engine the runs are told to use. */
  readonly engine: string;
}

export interface WallResult {
  readonly row: Row;
  /** Seconds of each short and each long run, in the order they were taken: short, long, short, long, …. */
  readonly shortSeconds: readonly number[];
  readonly longSeconds: readonly number[];
  /** (fastest long − fastest short) / (steps between them), µs. */
  readonly usPerStep: number;
  /** What the run itself told: engine and its own figure for the long run. */
  readonly engine: string;
  readonly reportedUsPerStep: number | null;
}

/** Least time of the long runs less least time of the short ones, over the steps between them, in µs. */
export function usPerStepBetween(
  { shortSeconds, longSeconds }: Pick<WallResult, 'shortSeconds' | 'longSeconds'>,
  [short, long]: WallOptions['wallSteps'],
): number {
  return (1e6 * (minimum(longSeconds) - minimum(shortSeconds))) / (long - short);
}

/** @throws when a run fails: the message holds the end of its output. */
export function measureWall(row: Row, options: WallOptions, root: string): WallResult {
  const [short, long] = options.wallSteps;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'unroll-bench-'));
  const run = (steps: number) => timedRun(row, steps, { folder, root, engine: options.engine });
  try {
    const rounds = Array.from({ length: options.rounds }, () => ({ short: run(short), long: run(long) }));
    const shortSeconds = rounds.map((round) => round.short.seconds);
    const longSeconds = rounds.map((round) => round.long.seconds);
    const last = rounds.at(-1)?.long.summary ?? { engine: '–', usPerStep: null };
    const usPerStep = usPerStepBetween({ shortSeconds, longSeconds }, options.wallSteps);
    return {
      row,
      shortSeconds,
      longSeconds,
      usPerStep,
      engine: last.engine,
      reportedUsPerStep: last.usPerStep,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface RunSummary {
  readonly engine: string;
  readonly usPerStep: number | null;
}

interface RunPlace {
  readonly folder: string;
  readonly root: string;
  readonly engine: string;
}

function timedRun(row: Row, steps: number, { folder, root, engine }: RunPlace) {
  const file = path.join(folder, 'bench.unroll.json');
  writeFileSync(file, JSON.stringify(experiment(row, steps)));
  const out = path.join(folder, 'out');
  const options = ['--out', out, '--engine', engine, '--json', '--overwrite'];
  const from = performance.now();
  const run = spawnSync('npm', ['run', '--silent', 'unroll', '--', 'run', file, ...options], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const seconds = (performance.now() - from) / 1000;
  if (run.status !== 0)
    throw new Error(
      `unroll run of ${steps} steps ended with ${run.status ?? run.signal}: ${run.stderr.slice(-1000)}`,
    );
  return { seconds, summary: summaryOf(run.stdout) };
}

function experiment(row: Row, steps: number): object {
  const { task, model, training } = rowSettings(row);
  return {
    format: 'unroll-experiment',
    version: 1,
    name: 'benchmark',
    task,
    model,
    training: { ...training, steps },
    seeds: [1],
    lanes: [{ label: row.cell.toUpperCase(), set: {} }],
  };
}

/** Engine and µs per step from the last line of stdout, one JSON object. */
function summaryOf(stdout: string): RunSummary {
  const line = stdout.trimEnd().split('\n').at(-1) ?? '';
  const { engine, runs } = JSON.parse(line) as {
    engine?: unknown;
    runs?: readonly { usPerStep?: unknown }[];
  };
  const usPerStep = runs?.[0]?.usPerStep;
  return {
    engine: typeof engine === 'string' ? engine : '–',
    usPerStep: typeof usPerStep === 'number' ? usPerStep : null,
  };
}
