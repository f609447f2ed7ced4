// `unroll run <file> --out <dir>`: trains every lane × seed of an experiment file.
import { readRecorded } from '../runs/recorded-experiment';
import type { Command } from './command';
import { type EngineNames, engineHelp, engineOptions, readEngineChoice } from './engine-options';
import { exitCodes } from './exit-code';
import { parseOptions } from './parse-options';
import { readExperiment } from './read-experiment';
import { laneReportJson, laneReportLines, matchLines, readLaneReport, type LaneReport } from './lane-report';
import { readResume } from './resume';
import { reportJson, reportTable } from './run-report';
import type { Terminal } from './terminal';
import { type TrainRequest, trainExperiment } from './train-experiment';
import { UsageError } from './usage-error';
import { readWeightsOption, weightsOption } from './weights-option';

const options = {
  ...engineOptions,
  out: { type: 'string' },
  ...weightsOption,
  json: { type: 'boolean' },
  overwrite: { type: 'boolean' },
  resume: { type: 'string' },
  steps: { type: 'string' },
} as const;

export const runCommand: Command = {
  name: 'run',
  summary: 'trains every lane and seed of an experiment file',
  help: [
    'unroll run <file.unroll.json> --out <dir> [options]',
    'unroll run --resume <dir> [--steps <n>] [options]',
    '',
    'Trains every lane × seed and writes one folder per run into <dir>: trace, weights, last prediction, checkpoint.',
    'Then says what the lanes come to over their seeds, and names a winner where a sign test over paired seeds allows it.',
    'With --resume the runs of <dir> that were interrupted go on, to the bit as if they had never stopped.',
    '',
    '  --out <dir>       folder for the results; one in use is refused',
    '  --overwrite       removes the results of an earlier experiment from <dir> first',
    '  --weights <file>  initial weights (.safetensors or .npz, torch names) for every lane whose shapes fit',
    '  --resume <dir>    goes on in the folder of an earlier run, on the engine it was trained on',
    '  --steps <n>       with --resume: trains every run to n steps in all',
    ...engineHelp,
    '  --json            the last line of standard output is one JSON object',
    '',
    'Exit code: 0 all runs ended well, 1 a run failed, 2 bad input, 3 a run diverged, 130 interrupted.',
  ],
  async run(args, { terminal, hostScript }) {
    const { values, positionals } = parseOptions('run', args, options);
    const { resume } = values;
    const what =
      resume === undefined
        ? beginning(values, positionals, terminal)
        : readResume({ ...resuming(values, positionals), resume }, terminal);
    const weights = await readWeightsOption(values.weights, terminal);
    for (const line of matchLines(what.experiment)) terminal.say(line);
    const { report, exitCode } = await trainExperiment({ ...what, weights, hostScript }, terminal);
    const lanes = laneReportOf(report.dir);
    if (values.json === true)
      terminal.result(reportJson(report, lanes === null ? {} : laneReportJson(lanes)));
    else {
      for (const line of reportTable(report.runs)) terminal.result(line);
      for (const line of lanes === null ? [] : laneReportLines(lanes)) terminal.result(line);
      terminal.result(`Recorded in ${report.dir}`);
    }
    if (exitCode === exitCodes.interrupted)
      terminal.say(`To go on: unroll run --resume ${quoted(report.dir)}`);
    return exitCode;
  },
};

/** Over all runs that the folder holds, those of an earlier call included; null where it cannot be read. */
function laneReportOf(dir: string): LaneReport | null {
  const recorded = readRecorded(dir);
  return recorded.kind === 'recorded' ? readLaneReport(dir, recorded.experiment, recorded.manifest) : null;
}

interface Values extends EngineNames {
  readonly out?: string | undefined;
  readonly overwrite?: boolean | undefined;
  readonly steps?: string | undefined;
}

/** @throws UsageError where file or folder are missing, or more is given */
function beginning(
  values: Values,
  [file, ...rest]: readonly string[],
  terminal: Terminal,
): Pick<TrainRequest, 'experiment' | 'files' | 'dir' | 'mode' | 'choice'> {
  const problems = [
    ...(file === undefined ? ['run expects an experiment file, got none.'] : []),
    ...(rest.length > 0 ? [`run expects one experiment file, got also ${rest.join(' ')}.`] : []),
    ...(values.out === undefined || values.out === '' ? ['run expects --out <dir>, got none.'] : []),
    ...(values.steps === undefined
      ? []
      : ['--steps extends a recorded experiment: use it with --resume <dir>.']),
  ];
  if (problems.length > 0 || file === undefined || !values.out) {
    throw new UsageError([...problems, "See 'unroll run --help'."]);
  }
  return {
    ...readExperiment(terminal.resolve(file)),
    dir: terminal.resolve(values.out),
    mode: values.overwrite === true ? 'overwrite' : 'new',
    choice: readEngineChoice(values),
  };
}

/** @throws UsageError for what has no place beside --resume */
function resuming(values: Values, positionals: readonly string[]): Values {
  const problems = [
    ...(positionals.length > 0
      ? [`--resume takes the experiment from its folder, got also ${positionals.join(' ')}.`]
      : []),
    ...(values.out === undefined ? [] : ['--resume goes on in its own folder, got also --out.']),
    ...(values.overwrite === true ? ['--resume keeps what was recorded, got also --overwrite.'] : []),
  ];
  if (problems.length > 0) throw new UsageError([...problems, "See 'unroll run --help'."]);
  return values;
}

/** A path as a shell reads it. */
function quoted(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
