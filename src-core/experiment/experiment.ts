// The experiment as data: what a person states before pressing Run. The file format of `*.unroll.json`, version 1.
// Names follow PyTorch's where PyTorch has one.

export type CellKind = 'rnn' | 'lstm' | 'gru';
export type Nonlinearity = 'tanh' | 'relu';
export type Normalization = 'none' | 'layer' | 'batch';
export type InitKind = 'torch' | 'he' | 'xavier' | 'orthogonal' | 'identity';

/** x = amplitude · sin(frequency · τ + phase) + noise; the target is the cosine of the same argument, or the next input. */
export interface SineCosineTask {
  readonly kind: 'sine-cosine';
  readonly timeStep: number;
  readonly amplitude: number;
  readonly frequency: number;
  readonly phase: number;
  readonly noise: number;
  readonly target: 'cos' | 'next';
}

/** Two marked numbers of a sequence are to be added: answered at its last point. */
export interface AddingTask {
  readonly kind: 'adding';
  readonly timeStep: number;
}

/** Which two relevant symbols of a sequence came, in order: answered at its last point. */
export interface TemporalOrderTask {
  readonly kind: 'temporal-order';
  readonly timeStep: number;
}

/** The first ten symbols of a sequence are to be given back at its end, after a delay of `timeStep` − 20 points. */
export interface CopyTask {
  readonly kind: 'copy';
  readonly timeStep: number;
}

/** How the columns of a csv are made comparable: by mean and standard deviation, or by least and largest value, of the training part. */
export type Scaling = 'none' | 'standard' | 'minmax';

/** A column of a csv file is to be predicted, some rows ahead, from a column of it. */
export interface CsvTask {
  readonly kind: 'csv';
  /** Name of a file beside the experiment's, or of a sample, see csv-path.ts. */
  readonly path: string;
  /** Names of columns. */
  readonly input: string;
  readonly target: string;
  readonly timeStep: number;
  /** Rows from a point of the input to the point of the target that belongs to it. */
  readonly horizon: number;
  readonly scale: Scaling;
  /** Share of the rows, at the end, that nothing is trained on. */
  readonly testFraction: number;
}

export type Task = SineCosineTask | AddingTask | TemporalOrderTask | CopyTask | CsvTask;

/** How initial weights are drawn. `forgetBias` is added to the forget gate's b_ih of an LSTM. */
export interface Init {
  readonly kind: InitKind;
  readonly recurrentGain: number;
  readonly forgetBias: number;
}

export interface Model {
  readonly cell: CellKind;
  readonly nonlinearity: Nonlinearity;
  readonly hiddenSize: number;
  readonly layers: number;
  readonly bidirectional: boolean;
  readonly normalization: Normalization;
  readonly dropout: number;
  readonly init: Init;
}

export type Optimizer =
  | {
      readonly kind: 'sgd';
      readonly learningRate: number;
      readonly momentum: number;
      readonly nesterov: boolean;
    }
  | { readonly kind: 'rmsprop'; readonly learningRate: number }
  | { readonly kind: 'adam'; readonly learningRate: number }
  | { readonly kind: 'adamw'; readonly learningRate: number; readonly weightDecay: number };

export type Schedule =
  | { readonly kind: 'constant' }
  | { readonly kind: 'step'; readonly every: number; readonly factor: number }
  | { readonly kind: 'cosine'; readonly to: number }
  | { readonly kind: 'warmup'; readonly steps: number };

export type Clip =
  | { readonly kind: 'none' }
  | { readonly kind: 'norm'; readonly limit: number }
  | { readonly kind: 'value'; readonly limit: number };

export interface Loss {
  readonly kind: 'mse' | 'cross-entropy';
  readonly on: 'every' | 'last';
}

/** Reasons to end before `training.steps`; null: not a reason. */
export interface StopWhen {
  readonly notFinite: boolean;
  readonly lossBelow: number | null;
  readonly steps: number | null;
  readonly seconds: number | null;
}

export interface Training {
  readonly steps: number;
  readonly batchSize: number;
  readonly carryState: boolean;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly clip: Clip;
  readonly stopWhen: StopWhen;
}

/** Everything that determines a run but its seed: one lane with its overrides applied. */
export interface Settings {
  readonly task: Task;
  readonly model: Model;
  readonly training: Training;
}

/** Stands for the hidden size whose count of parameters comes nearest to that of the lane with this label. */
export interface MatchParameters {
  readonly matchParameters: string;
}

/** The model as it is stated: its hidden size may depend on another lane, and is known once the lanes are resolved. */
export interface StatedModel extends Omit<Model, 'hiddenSize'> {
  readonly hiddenSize: number | MatchParameters;
}

/** Settings as they are stated, see {@link StatedModel}. */
export interface StatedSettings extends Omit<Settings, 'model'> {
  readonly model: StatedModel;
}

/** A variant of the experiment. `set` maps a field's path to the value that replaces it. */
export interface Lane {
  readonly label: string;
  readonly set: Readonly<Record<string, unknown>>;
}

/** A grid: one or two paths, and the values that every lane takes there in turn. */
export type Sweep = Readonly<Record<string, readonly unknown[]>>;

export interface Experiment extends StatedSettings {
  readonly format: 'unroll-experiment';
  readonly version: 1;
  readonly name: string;
  readonly seeds: readonly number[];
  readonly lanes: readonly Lane[];
  readonly sweep?: Sweep;
}
