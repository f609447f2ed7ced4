// `unroll article`: the experiment the window opens with, trained in the terminal, with a chart of what came of it.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Failure } from '../../src-core/contract/failure';
import { articleExperiment } from '../../src-core/experiment/article';
import type { Experiment } from '../../src-core/experiment/experiment';
import { storageFailure } from '../../src-core/export/storage-failure';
import { runChart } from '../../src-core/export/run-chart';
import { svgChart } from '../../src-core/export/svg-chart';
import { ChartCollector } from './chart-collector';
import { NO_TASK_FILES } from '../runs/task-files/task-files';
import type { Command } from './command';
import { engineHelp, engineOptions, readEngineChoice } from './engine-options';
import { exitCodes } from './exit-code';
import { parseOptions } from './parse-options';
import { renderPng } from '../pictures/png';
import { reportJson, reportTable } from './run-report';
import { trainExperiment } from './train-experiment';
import { UsageError } from './usage-error';
import { readWeightsOption, weightsOption } from './weights-option';

const defaultFolder = './unroll-out';

const options = {
  ...engineOptions,
  out: { type: 'string' },
  ...weightsOption,
  json: { type: 'boolean' },
} as const;

export const articleCommand: Command = {
  name: 'article',
  summary: 'trains the experiment the window opens with: an RNN learns sin → cos',
  help: [
    'unroll article [--out <dir>] [options]',
    '',
    'One RNN of 32 units learns the cosine from the sine, in 100 windows of ten points. Leaves trace, weights, last',
    `prediction and a chart (chart.svg, chart.png) in <dir>, ${defaultFolder} by default; an earlier run in it is replaced.`,
    '',
    '  --out <dir>       folder for the results',
    '  --weights <file>  initial weights (.safetensors, torch names) in place of drawn ones',
    ...engineHelp,
    '  --json            the last line of standard output is one JSON object',
  ],
  async run(args, { terminal, hostScript }) {
    const { values, positionals } = parseOptions('article', args, options);
    if (positionals.length > 0) {
      throw new UsageError([`article expects options only, got ${positionals.join(' ')}.`]);
    }
    const experiment = articleExperiment();
    const dir = terminal.resolve(values.out ?? defaultFolder);
    const chart = new ChartCollector(() => experiment.training.clip);
    const { report, exitCode } = await trainExperiment(
      {
        experiment,
        files: NO_TASK_FILES,
        dir,
        mode: 'overwrite',
        choice: readEngineChoice(values),
        weights: await readWeightsOption(values.weights, terminal),
        hostScript,
        onEvent: (event) => chart.follow(event),
      },
      terminal,
    );
    const failure = report.runs.length > 0 ? writeCharts(experiment, chart, dir) : null;
    if (failure !== null) terminal.say(failure.message);
    const charts = report.runs.length > 0 && failure === null;
    if (values.json === true) terminal.result(reportJson(report));
    else {
      for (const line of reportTable(report.runs)) terminal.result(line);
      terminal.result(`Recorded in ${dir}${charts ? ', with chart.svg and chart.png' : ''}`);
    }
    return failure === null || exitCode !== exitCodes.ok ? exitCode : exitCodes.failed;
  },
};

/** @returns why the charts could not be written, or null */
function writeCharts(experiment: Experiment, collector: ChartCollector, dir: string): Failure | null {
  const { task, model, training } = experiment;
  const subtitle = `hidden ${model.hiddenSize}, ${task.timeStep} points per window, ${training.optimizer.kind} ${training.optimizer.learningRate}, seed ${experiment.seeds.join(', ')}`;
  const svg = svgChart(runChart(experiment.name, subtitle, collector.chartRuns()));
  const files = { 'chart.svg': svg, 'chart.png': renderPng(svg) };
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(dir, name);
    try {
      writeFileSync(file, content);
    } catch (error) {
      return storageFailure(file, error);
    }
  }
  return null;
}
