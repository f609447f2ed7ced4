// `unroll run <file> --out <dir>`: trains every lane × seed of an experiment file.
import type { Command } from './command';
import { engineHelp, engineOptions, readEngineChoice } from './engine-options';
import { parseOptions } from './parse-options';
import { readExperiment } from './read-experiment';
import { reportJson, reportTable } from './run-report';
import { trainExperiment } from './train-experiment';
import { UsageError } from './usage-error';
import { readWeightsOption, weightsOption } from './weights-option';

const options = {
  ...engineOptions,
  out: { type: 'string' },
  ...weightsOption,
  json: { type: 'boolean' },
  overwrite: { type: 'boolean' },
  resume: { type: 'string' },
} as const;

export const runCommand: Command = {
  name: 'run',
  summary: 'trains every lane and seed of an experiment file',
  help: [
    'unroll run <file.unroll.json> --out <dir> [options]',
    '',
    'Trains every lane × seed and writes one folder per run into <dir>: trace, weights, last prediction.',
    '',
    '  --out <dir>       folder for the results; one in use is refused',
    '  --overwrite       removes the results of an earlier experiment from <dir> first',
    '  --weights <file>  initial weights (.safetensors, torch names) for every lane whose shapes fit',
    ...engineHelp,
    '  --json            the last line of standard output is one JSON object',
    '',
    'Exit code: 0 all runs ended well, 1 a run failed, 2 bad input, 3 a run diverged, 130 interrupted.',
  ],
  async run(args, { terminal, hostScript }) {
    const { values, positionals } = parseOptions('run', args, options);
    if (values.resume !== undefined) throw new UsageError(['run --resume is not in this version of Unroll.']);
    const [file, ...rest] = positionals;
    const problems = [
      ...(file === undefined ? ['run expects an experiment file, got none.'] : []),
      ...(rest.length > 0 ? [`run expects one experiment file, got also ${rest.join(' ')}.`] : []),
      ...(values.out === undefined || values.out === '' ? ['run expects --out <dir>, got none.'] : []),
    ];
    if (problems.length > 0 || file === undefined || !values.out) {
      throw new UsageError([...problems, "See 'unroll run --help'."]);
    }
    const { report, exitCode } = await trainExperiment(
      {
        experiment: readExperiment(terminal.resolve(file)),
        dir: terminal.resolve(values.out),
        overwrite: values.overwrite === true,
        choice: readEngineChoice(values),
        weights: readWeightsOption(values.weights, terminal),
        hostScript,
      },
      terminal,
    );
    if (values.json === true) terminal.result(reportJson(report));
    else {
      for (const line of reportTable(report.runs)) terminal.result(line);
      terminal.result(`Recorded in ${report.dir}`);
    }
    return exitCode;
  },
};
