// The report of an experiment.
export const report = {
  'report.result': 'Result',
  'report.charts': 'Charts',
  'report.settings': 'Settings',
  'report.runs': 'Runs',
  'report.machine': 'How it was trained',
  'report.origin':
    'Trained with Unroll {version} on {day}: {runs, plural, one {{count} run} other {{count} runs}}, {seeds}.',

  'report.lane': 'lane',
  'report.median': 'median loss',
  'report.first-quartile': 'first quartile',
  'report.third-quartile': 'third quartile',
  'report.run-count': 'runs',
  'report.diverged': 'diverged',
  'report.steps-clipped': 'steps clipped',
  'report.figure': 'mean loss of the last {steps} steps',
  'report.figure-note':
    'Loss: {figure}; a run that diverged counts as ∞, one that was stopped or failed not at all.',
  'report.lane-diverged':
    '{lane} diverged in {diverged} of {runs, plural, one {{count} run} other {{count} runs}}.',

  'report.no-shared': 'Shared by all lanes: the defaults.',
  'report.shared': 'Shared by all lanes, where they are not the default:',
  'report.own': 'Of one lane:',
  'report.all-shared': 'All shared settings:',
  'report.path': 'path',
  'report.setting': 'setting',
  'report.value': 'value',

  'report.seed': 'seed',
  'report.status': 'status',
  'report.diverged-at': 'diverged at step {step}',
  'report.steps': 'steps',
  'report.last-loss': 'last loss',
  'report.parameters': 'parameters',
  'report.pace': 'µs/step',

  'report.what': 'what',
  'report.which': 'which',
  'report.engine': 'engine',
  'report.engine-on': '{engine} on {backend}',
  'report.none': 'none',
  'report.versions': 'versions',
  'report.processor': 'processor',
  'report.cores': '{model}, {cores} cores',
  'report.digest': 'digest of all numbers',
  'report.no-digest': 'none: the experiment has not ended',
  'report.verify':
    'To train it again and compare: unroll verify, with the folder or bundle of this experiment.',
} as const;
