// What a network makes of windows it is not trained on: its loss, the share of right answers, and where its prediction can be
// its next input, how it runs on alone. None of it changes anything that is trained.
import type { Settings } from '../experiment/experiment';
import type { TaskData } from '../experiment/task-data';
import type { Network } from '../network/network';
import { type HoldOut, holdOutOf } from '../task/hold-out';
import { runFreely, runsFreely } from './free-run';
import { testSequences } from './sequence-test';
import type { Trainer } from './trainer';

/** Points of one window: [T, I], and [T, O] twice. */
export interface WindowValues {
  readonly input: Float32Array;
  readonly target: Float32Array;
  readonly prediction: Float32Array;
}

export interface Evaluation {
  /** Mean loss over the windows that count. */
  readonly loss: number;
  /** Share of right answers; null where the task has none. */
  readonly accuracy: number | null;
  /** Mean squared error of a window that the network ran through on its own predictions; null where it cannot. */
  readonly freeRunLoss: number | null;
  /** One of the windows, and that of the free run, whose inputs are the predictions. */
  readonly window: WindowValues;
  readonly freeRun: WindowValues | null;
}

export interface Evaluator {
  /** With the parameters as they are now: the same to the bit whenever they are the same. */
  evaluate(): Evaluation;
}

/** @param tested what the task is made of, see {@link holdOutOf} */
export function createEvaluator(
  settings: Settings,
  seed: number,
  tested: TaskData | null,
  network: Network,
  trainer: Trainer,
): Evaluator {
  let known: HoldOut | null = null;
  return {
    evaluate() {
      const holdOut = (known ??= holdOutOf(settings, seed, tested));
      if (holdOut.kind === 'sequences')
        return { ...testSequences(settings, network, trainer.parameters(), holdOut), ...NO_FREE_RUN };
      const freeRun = runsFreely(settings)
        ? runFreely(settings, network, trainer.parameters(), holdOut)
        : null;
      return {
        ...testSeries(trainer, holdOut),
        freeRunLoss: freeRun?.loss ?? null,
        freeRun: freeRun?.window ?? null,
      };
    },
  };
}

const NO_FREE_RUN = { freeRunLoss: null, freeRun: null } as const;

type Series = Extract<HoldOut, { kind: 'series' }>;

/** By the training program itself, which is there already, at a learning rate of zero. */
function testSeries(trainer: Trainer, { source, warmUp, windows }: Series) {
  const records = trainer.measure(source, warmUp + windows);
  const last = (values: Float32Array) => values.slice(-values.length / records.count);
  return {
    loss: records.loss.slice(warmUp).reduce((sum, loss) => sum + loss, 0) / windows,
    accuracy: null,
    window: {
      input: last(records.input),
      target: last(records.target),
      prediction: last(records.prediction),
    },
  };
}
