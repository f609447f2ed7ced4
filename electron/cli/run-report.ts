// What a finished experiment comes to: the table for people, the object for programs.
import { divergenceText } from '../../src-core/contract/divergence';
import type { EngineReport } from '../../src-core/contract/engine';
import type { RunEnded } from '../../src-core/contract/run-event';
import { jsonNumber, numberText } from '../../src-core/export/number-text';
import type { FinishedRun } from '../hosts/conduct-experiment';
import type { ReportedTest } from './reported-test';

export interface ReportedRun extends FinishedRun {
  /** What it trained on; null where it never began. */
  readonly engine: EngineReport | null;
  /** What it came to on windows it was not trained on; null where it never began. */
  readonly test: ReportedTest | null;
}

export interface RunReport {
  readonly runs: readonly ReportedRun[];
  readonly digest: string | null;
  /** Absolute path of the experiment's folder. */
  readonly dir: string;
}

/**
 * One JSON object on one line, its engine that of the last run that began. Numbers that JSON cannot hold are strings.
 * @param more what it says besides the runs
 */
export function reportJson(
  { runs, digest, dir }: RunReport,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const engine = runs.filter((run) => run.engine !== null).at(-1)?.engine;
  return JSON.stringify({
    engine: engine?.engine ?? null,
    backend: engine?.backend ?? null,
    dir,
    digest,
    runs: runs.map(({ job, ended, engine: own, test }) => ({
      lane: job.lane,
      seed: job.seed,
      engine: own?.engine ?? null,
      backend: own?.backend ?? null,
      status: ended.status,
      steps: ended.steps,
      finalLoss: ended.finalLoss === null ? null : jsonNumber(Number(numberText(ended.finalLoss))),
      ...testJson(test),
      usPerStep: ended.usPerStep,
      compileMs: ended.compileMs,
      divergedAt: ended.divergedAt,
      divergence: ended.divergence ?? null,
      failure: ended.failure === null ? null : { kind: ended.failure.kind, message: ended.failure.message },
      folder: ended.folder,
    })),
    ...more,
  });
}

/** Figures on windows that the run was not trained on; null where there is none. */
function testJson(test: ReportedTest | null) {
  const { loss = null, accuracy = null, freeRunLoss = null } = test?.evaluated ?? {};
  const figure = (value: number | null) => (value === null ? null : jsonNumber(value));
  return {
    holdOutLoss: figure(loss),
    accuracy: figure(accuracy),
    freeRunLoss: figure(freeRunLoss),
    baseline: test?.baseline?.value ?? null,
  };
}

/** Columns of the figures that any of the runs has. */
function testColumns(runs: readonly ReportedRun[]) {
  const columnsOf = [
    { name: 'hold-out', of: (test: ReportedTest) => test.evaluated?.loss },
    { name: 'accuracy', of: (test: ReportedTest) => test.evaluated?.accuracy },
    { name: 'free run', of: (test: ReportedTest) => test.evaluated?.freeRunLoss },
    { name: 'baseline', of: (test: ReportedTest) => test.baseline?.value },
  ];
  return columnsOf
    .map(({ name, of }) => ({
      name,
      cells: runs.map(({ test }) => {
        const value = test === null ? null : (of(test) ?? null);
        return value === null ? '' : String(Number(value.toPrecision(4)));
      }),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
}

/** The same as a table, one line per run, with a heading. */
export function reportTable(runs: readonly ReportedRun[]): readonly string[] {
  const tests = testColumns(runs);
  const heading = [
    'lane',
    'seed',
    'status',
    'steps',
    'final loss',
    ...tests.map(({ name }) => name),
    'µs/step',
  ];
  const rows = runs.map(({ job, ended }, row) => [
    job.lane,
    String(job.seed),
    statusText(ended),
    String(ended.steps),
    ended.finalLoss === null ? '' : numberText(ended.finalLoss),
    ...tests.map(({ cells }) => cells[row] ?? ''),
    ended.usPerStep === null ? '' : significant(ended.usPerStep),
  ]);
  const numeric = heading.map((name) => name !== 'lane' && name !== 'status');
  return columns([heading, ...rows], numeric);
}

/** `diverged at step 41: the gradient of rnn.weight_hh_l0 is NaN`. */
export function statusText({ status, divergedAt, divergence }: RunEnded): string {
  if (divergedAt === null) return status;
  return `diverged at step ${divergedAt}${divergence === undefined ? '' : `: ${divergenceText(divergence)}`}`;
}

/** Lines with aligned columns, two blanks apart; numeric ones to the right. */
export function columns(
  rows: readonly (readonly string[])[],
  numeric: readonly boolean[],
): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? '')].length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const blanks = ' '.repeat((widths[column] ?? 0) - [...cell].length);
        return numeric[column] === true ? blanks + cell : cell + blanks;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Three digits are what a time measured on a shared machine is worth. */
function significant(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
}
