// docs/experiment-file.md: the format of an experiment, from the table of fields that the parser itself reads.
import { experimentText } from '../../src-core/experiment/experiment-text';
import type { Experiment } from '../../src-core/experiment/experiment';
import type { Field } from '../../src-core/experiment/field';
import { FIELD_PATHS, FIELDS } from '../../src-core/experiment/fields';
import { formatProblem } from '../../src-core/experiment/format-problem';
import { resolveLanes } from '../../src-core/experiment/lanes';
import { LARGEST_CSV, SAMPLE_PATHS } from '../../src-core/experiment/csv-path';
import { MOST_TEST_WINDOWS } from '../../src-core/task/csv-series';
import { WARM_UP_WINDOWS } from '../../src-core/task/warm-up';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import { describeField } from '../../src-core/experiment/read-field';
import { describeSize, LARGEST_SIZE } from '../../src-core/experiment/size-estimate';
import { SUPPORTED } from '../../src-core/experiment/supported';
import { markdownTable } from './markdown-table';

/** An experiment in which everything of the format occurs. */
const EXAMPLE = {
  format: 'unroll-experiment',
  version: 1,
  name: 'RNN and LSTM of one size, clipped and not',
  training: { steps: 200, optimizer: { kind: 'sgd', learningRate: 0.1 } },
  seeds: [1, 2, 3, 4, 5, 6],
  lanes: [
    { label: 'RNN', set: { 'model.hiddenSize': { matchParameters: 'LSTM' } } },
    { label: 'LSTM', set: { 'model.cell': 'lstm' } },
  ],
  sweep: { 'training.clip': [{ kind: 'none' }, { kind: 'norm', limit: 1 }] },
};

/** The document. @throws where the example is refused */
export function experimentFileDocument(): string {
  const experiment = parsedExample();
  return [
    '# The experiment file',
    'Generated from the table of fields by `npm run documents`; a test checks that it is up to date.',
    INTRODUCTION,
    '## An example, as people write it',
    fenced('json', JSON.stringify(EXAMPLE, null, 2)),
    'The same with every field written out, as `unroll preset` and a run folder hold it:',
    fenced('json', experimentText(experiment).trimEnd()),
    '## The file',
    markdownTable(['Name', 'Takes', 'Default', ''], TOP_LEVEL),
    ...['task', 'model', 'training'].flatMap((section) => [
      `## ${section}`,
      markdownTable(['Path', 'Takes', 'Default', ''], fieldRows(section)),
    ]),
    UNIONS,
    '## A csv as the task',
    CSV,
    '## Lanes',
    LANES,
    '## Sweep',
    SWEEP,
    `The lanes of the example:`,
    laneTable(experiment),
    '## What is refused',
    refusals(),
  ].join('\n\n');
}

function parsedExample(): Experiment {
  const parsed = parseExperiment(EXAMPLE);
  if (parsed.kind === 'ok') return parsed.experiment;
  throw new Error(`The example is refused: ${parsed.problems.map(formatProblem).join('; ')}.`);
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}

function fieldRows(section: string): readonly (readonly string[])[] {
  return FIELD_PATHS.filter((path) => path.startsWith(`${section}.`))
    .map((path) => {
      const field: Field = FIELDS[path];
      const row = (one: Field, kind: string | null) => [
        `\`${path}\``,
        takes(path, one),
        code(one.default),
        helpOf(one, kind === null ? kindsAlike(field) : [kind]),
      ];
      const others = field.type === 'choice' ? Object.entries(field.ofKind ?? {}) : [];
      return [row(field, null), ...others.map(([kind, one]) => row(one, kind))];
    })
    .flat();
}

function takes(path: string, field: Field): string {
  if (field.type === 'choice') {
    const works: readonly (string | number)[] | undefined = SUPPORTED[path as keyof typeof SUPPORTED];
    const values = Object.keys(field.choices).map((value) =>
      works === undefined || works.includes(value) ? code(value) : `${code(value)} (in a later version)`,
    );
    return values.join(', ');
  }
  const unit = field.type === 'boolean' || field.unit === undefined ? '' : ` (${field.unit})`;
  const reference =
    field.type === 'integer' && field.laneReference !== undefined
      ? `, or \`{"${field.laneReference}": "<label of a lane>"}\``
      : '';
  return `${describeField(field)}${unit}${reference}`;
}

/** Kinds of its union that have the field as it is; null: all of them. */
function kindsAlike(field: Field): readonly string[] | null {
  if (field.kinds === undefined) return null;
  const others = field.type === 'choice' ? (field.ofKind ?? {}) : {};
  return Object.keys(field.kinds).filter((kind) => !Object.hasOwn(others, kind));
}

function helpOf({ help }: Field, kinds: readonly string[] | null): string {
  return kinds === null ? help : `${help} Belongs to ${kinds.map(code).join(', ')}.`;
}

function laneTable(experiment: Experiment): string {
  const resolved = resolveLanes(experiment);
  if (resolved.kind === 'refused') throw new Error('The example does not resolve.');
  const rows = resolved.lanes.map(({ label, folder, settings, parameterCount }) => [
    label,
    `\`${folder}\``,
    String(settings.model.hiddenSize),
    String(parameterCount),
  ]);
  return markdownTable(['Lane', 'Folder', 'Hidden size', 'Parameters'], rows);
}

const INTRODUCTION = `An experiment is a JSON file, by custom \`<name>.unroll.json\`. It says what is trained: a task, a model, how it is trained, with
which seeds, and in which variants (lanes). Every lane with every seed is a run. All names but \`format\` and \`version\` may be left out: what is
absent takes its default, and the defaults together are one tanh RNN of 32 units that learns sin → cos in windows of ten points.`;

const TOP_LEVEL = [
  ['`format`', '`"unroll-experiment"`', 'required', 'What the file is.'],
  ['`version`', '`1`', 'required', 'Of the format. A file of a later version is refused by this alone.'],
  ['`name`', 'a text of 1 to 200 characters', '`"Untitled experiment"`', 'For people.'],
  ['`task`', 'an object', 'see below', 'Where sequences come from.'],
  ['`model`', 'an object', 'see below', 'The network.'],
  ['`training`', 'an object', 'see below', 'Loss, update rule, and when to end.'],
  [
    '`seeds`',
    'a list of whole numbers from 0 to 4294967295, each once',
    '`[1]`',
    'Every lane is trained with each.',
  ],
  ['`lanes`', 'a list of objects with `label` and `set`', 'one, named after its cell', 'The variants.'],
  [
    '`sweep`',
    'an object of one or two paths with lists of values',
    'absent',
    'Takes every lane over a grid.',
  ],
];

const UNIONS = `A section with a \`kind\` is one of several: its other fields are those of its kind, and a field of another kind is an error. A lane
that sets only the kind keeps what both kinds have.`;

const CSV = `\`"task": {"kind": "csv", "path": "data.csv", "input": "load", "target": "load"}\` predicts a column of a csv file, \`horizon\` rows
ahead, from a column of it. The file lies beside the experiment file and nowhere else; \`${SAMPLE_PATHS.join(', ')}\` comes with Unroll (the
yearly sunspot numbers from 1700 to 2008, public domain). Its first line names the columns; they are separated by commas, semicolons or tabs; numbers have a
decimal point; it is UTF-8 of at most ${LARGEST_CSV / 2 ** 20} MiB. A file that is not so is refused before anything is trained, with the line where there is one to name. A run folder keeps a
copy of the file and its sha256: resuming, verifying and exporting need the original no more, and refuse a copy that was changed.

- **Split.** The last \`testFraction\` of the rows is the test part; no target in it is ever trained on. Each column is scaled by what the training
  part alone says of it, and all losses and predictions are in that scale.
- **Windows to train on.** With a carried state they follow on each other: the training part is cut into as many stretches of equal length as the
  batch has rows, row b goes through stretch b window by window and begins it again after its last, the state carried on; rows that fill no window
  are left out at the beginning. Without a carried state every window begins at a row that is drawn, seeded, from the whole training part.
- **Hold-out.** The test part window by window from its first row on, the state warmed up over the ${WARM_UP_WINDOWS} windows before it; with no carried state and
  the loss on the last point, a window for every row of the test part. Of a longer test part at most ${MOST_TEST_WINDOWS} windows count.
- **Free run.** Where input and target are one column and \`horizon\` is 1, the first window of the test part is also run through on the network's
  own predictions.
- **Baseline.** The mean squared error, over the test part, of the straight line from the present row to the target that fits the training part best.`;

const LANES = `A lane has a \`label\` (1 to 60 characters, each once) and \`set\`, which maps the path of a field to the value that replaces the shared
one. A path that names a section with a kind, such as \`training.clip\`, replaces it whole. Lanes share all they do not set: with one seed they
see the same data in the same order, and start from the same random numbers wherever the shapes of their tensors agree.

\`"hiddenSize": {"matchParameters": "LSTM"}\` stands for the hidden size at which the lane has the number of parameters nearest to that of the
lane LSTM; of two as near, the smaller. The named lane may match another in its turn, but not in a circle.`;

const SWEEP = `\`sweep\` maps one or two paths to the values that every lane takes there in turn: the first gives the rows of a grid, the second its
columns. Each stated lane becomes a lane per point of the grid, named \`<label>, <path> <value>\`, the path without its first word. What the
sweep sets, no lane can set. \`matchParameters\` means the lane of that label at the same point. \`unroll run\` prints the grid of medians of
each stated lane, its \`--json\` has the same, and \`manifest.json\` says under \`sweep\` where on the grid every lane lies.`;

function refusals(): string {
  return `Every problem is told at once, each with its path, what was expected and what came; for a name or a value that is misspelt, the nearest
that is known. Numbers that are too large as text, infinite or not a number are refused. How large an experiment may be is decided by an estimate of what it
takes: a run at most ${describeSize.bytes(LARGEST_SIZE.bytes)} of memory, all runs together at most ${describeSize.seconds(LARGEST_SIZE.seconds)} of one core, and no more runs than a
manifest of 64 MiB can name.`;
}
