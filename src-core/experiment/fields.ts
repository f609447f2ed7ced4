// The one table of fields. Parser, form, command line and documentation read it; its defaults are those of the article
// (one tanh RNN of 32 units that learns sin → cos in windows of ten points). Learning-rule defaults are PyTorch's.
import type { Field, FieldPath, FieldTable } from './field';
import { LARGEST_COUNT, TASK_FIELDS } from './task-fields';

/** Every field of the settings by path: type, default, range, unit, label, help. */
export const FIELDS: FieldTable = {
  ...TASK_FIELDS,
  'model.cell': {
    type: 'choice',
    choices: { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU' },
    default: 'rnn',
    label: 'Cell',
    help: 'The recurrent cell: plain (Elman), or gated.',
  },
  'model.nonlinearity': {
    type: 'choice',
    choices: { tanh: 'tanh', relu: 'ReLU' },
    default: 'tanh',
    label: 'Nonlinearity',
    help: 'Activation of the plain RNN; gated cells have their own and do not use it.',
  },
  'model.hiddenSize': {
    type: 'integer',
    min: 1,
    max: LARGEST_COUNT,
    default: 32,
    label: 'Hidden size',
    help: 'Units per layer and direction; or the size at which a lane has as many parameters as another.',
    laneReference: 'matchParameters',
  },
  'model.layers': {
    type: 'integer',
    min: 1,
    max: LARGEST_COUNT,
    default: 1,
    label: 'Layers',
    help: 'Recurrent layers stacked on each other.',
  },
  'model.bidirectional': {
    type: 'boolean',
    default: false,
    label: 'Bidirectional',
    help: 'A second cell per layer reads the window from its end; the head sees both.',
  },
  'model.normalization': {
    type: 'choice',
    choices: { none: 'none', layer: 'layer', batch: 'batch' },
    default: 'none',
    label: 'Normalization',
    help: 'Layer normalization of the recurrent pre-activation, or batch normalization of the input projection.',
  },
  'model.dropout': {
    type: 'number',
    min: 0,
    max: 1,
    open: 'max',
    default: 0,
    label: 'Dropout',
    help: 'Share of outputs set to zero between layers; needs at least two layers.',
  },
  'model.init.kind': {
    type: 'choice',
    choices: {
      torch: 'PyTorch',
      he: 'He',
      xavier: 'Xavier',
      orthogonal: 'orthogonal',
      identity: 'identity (IRNN)',
    },
    default: 'torch',
    label: 'Initialisation',
    help: 'How initial weights are drawn; PyTorch draws every tensor uniformly from ±1/√hidden.',
  },
  'model.init.recurrentGain': {
    type: 'number',
    min: 0,
    max: 100,
    default: 1,
    label: 'Recurrent gain',
    help: 'Factor on the initial recurrent weights: below 1 gradients fade sooner, above they grow.',
  },
  'model.init.forgetBias': {
    type: 'number',
    min: -100,
    max: 100,
    default: 0,
    label: 'Forget bias',
    help: 'Added to the initial bias of an LSTM’s forget gate; other cells do not use it.',
  },
  'training.steps': {
    type: 'integer',
    min: 1,
    max: LARGEST_COUNT,
    default: 100,
    label: 'Steps',
    help: 'Updates to take, each on one batch of windows.',
  },
  'training.batchSize': {
    type: 'integer',
    min: 1,
    max: LARGEST_COUNT,
    default: 1,
    label: 'Batch size',
    help: 'Windows per step.',
  },
  'training.carryState': {
    type: 'boolean',
    default: true,
    label: 'Carry hidden state',
    help: 'The last state of a window starts the next one; no gradient crosses.',
  },
  'training.loss.kind': {
    type: 'choice',
    choices: { mse: 'mean squared error', 'cross-entropy': 'cross-entropy' },
    default: 'mse',
    label: 'Loss',
    help: 'What training makes small.',
  },
  'training.loss.on': {
    type: 'choice',
    choices: { every: 'every point', last: 'last point' },
    default: 'every',
    label: 'Loss on',
    help: 'Which time steps count.',
  },
  'training.optimizer.kind': {
    type: 'choice',
    choices: { sgd: 'SGD', rmsprop: 'RMSprop', adam: 'Adam', adamw: 'AdamW' },
    default: 'adam',
    label: 'Optimizer',
    help: 'The rule that turns a gradient into an update.',
  },
  'training.optimizer.learningRate': {
    type: 'number',
    min: 0,
    max: 1_000_000,
    default: 0.001,
    label: 'Learning rate',
    help: 'Size of an update; 0 trains nothing.',
  },
  'training.optimizer.momentum': {
    kinds: { sgd: true },
    type: 'number',
    min: 0,
    max: 1,
    open: 'max',
    default: 0,
    label: 'Momentum',
    help: 'Share of the last update that is kept.',
  },
  'training.optimizer.nesterov': {
    kinds: { sgd: true },
    type: 'boolean',
    default: false,
    label: 'Nesterov',
    help: 'Looks ahead along the momentum; needs momentum above 0.',
  },
  'training.optimizer.weightDecay': {
    kinds: { adamw: true },
    type: 'number',
    min: 0,
    max: 1000,
    default: 0.01,
    label: 'Weight decay',
    help: 'Decoupled decay of all weights, times the learning rate.',
  },
  'training.schedule.kind': {
    type: 'choice',
    choices: { constant: 'constant', step: 'in steps', cosine: 'cosine', warmup: 'warm-up' },
    default: 'constant',
    label: 'Schedule',
    help: 'How the learning rate changes over the steps.',
  },
  'training.schedule.every': {
    kinds: { step: true },
    type: 'integer',
    min: 1,
    max: LARGEST_COUNT,
    default: 30,
    label: 'Every',
    help: 'Steps between two reductions of the learning rate.',
    unit: 'steps',
  },
  'training.schedule.factor': {
    kinds: { step: true },
    type: 'number',
    min: 0,
    max: 10,
    open: 'min',
    default: 0.1,
    label: 'Factor',
    help: 'What the learning rate is multiplied by each time.',
  },
  'training.schedule.to': {
    kinds: { cosine: true },
    type: 'number',
    min: 0,
    max: 1_000_000,
    default: 0,
    label: 'Ends at',
    help: 'Learning rate one step after the last, where the cosine ends.',
  },
  'training.schedule.steps': {
    kinds: { warmup: true },
    type: 'integer',
    min: 1,
    max: LARGEST_COUNT,
    default: 10,
    label: 'Warm-up',
    help: 'Steps over which the learning rate rises to its value.',
    unit: 'steps',
  },
  'training.clip.kind': {
    type: 'choice',
    choices: { none: 'off', norm: 'by norm', value: 'by value' },
    default: 'none',
    label: 'Clip gradients',
    help: 'Scales the whole gradient to a largest norm, or cuts each entry at a largest value.',
  },
  'training.clip.limit': {
    kinds: { norm: true, value: true },
    type: 'number',
    min: 0,
    max: 1_000_000_000,
    open: 'min',
    default: 1,
    label: 'Clip limit',
    help: 'Largest norm of the gradient, or largest size of one entry.',
  },
  'training.stopWhen.notFinite': {
    type: 'boolean',
    default: true,
    label: 'Stop at NaN',
    help: 'Ends the run when a loss or gradient is not finite.',
  },
  'training.stopWhen.lossBelow': {
    type: 'number',
    min: 0,
    max: 1_000_000_000,
    nullable: true,
    default: null,
    label: 'Stop below loss',
    help: 'Ends the run once the loss of a step is below this.',
  },
  'training.stopWhen.steps': {
    type: 'integer',
    min: 1,
    max: LARGEST_COUNT,
    nullable: true,
    default: null,
    label: 'Stop after steps',
    help: 'Ends the run after this many steps, though the schedule is drawn up for all.',
    unit: 'steps',
  },
  'training.stopWhen.seconds': {
    type: 'number',
    min: 0,
    max: 31_536_000,
    open: 'min',
    nullable: true,
    default: null,
    label: 'Stop after',
    help: 'Ends the run after this much training time.',
    unit: 's',
  },
};

/** The fields in the order of the table. */
export const FIELD_PATHS = Object.keys(FIELDS) as readonly FieldPath[];

/**
 * The field at a path, or null where there is none.
 * @param kind that of its union: a field may be something else with one of them
 */
export function fieldAt(path: string, kind?: unknown): Field | null {
  return Object.hasOwn(FIELDS, path) ? fieldOf(path as FieldPath, kind) : null;
}

/** The field at a path that there is, see {@link fieldAt}. */
export function fieldOf(path: FieldPath, kind?: unknown): Field {
  const field: Field = FIELDS[path];
  if (field.type !== 'choice' || field.ofKind === undefined || typeof kind !== 'string') return field;
  return (Object.hasOwn(field.ofKind, kind) ? field.ofKind[kind] : undefined) ?? field;
}

/** Path of the kind of the union that a field is in: `training.clip.limit` → `training.clip.kind`. */
export function kindPath(path: string): string {
  return `${path.slice(0, path.lastIndexOf('.'))}.kind`;
}

/** Kinds of its union that have the field at `path`; null: all of them. */
export function kindsWith(path: string): readonly string[] | null {
  const kinds = fieldAt(path)?.kinds;
  return kinds === undefined ? null : Object.keys(kinds);
}
