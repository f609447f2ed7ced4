// Optimizers as pairs of pure functions over the flat parameter vector, with torch's arithmetic and defaults. What depends
// on the step number is a coefficient, computed in double outside the program, so that a schedule needs no new program.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { assertNever } from '../assert-never';
import type { Optimizer } from '../experiment/experiment';

/** Tensors, or numbers, by name. */
type Named<T> = Readonly<Record<string, T>>;

export interface UpdateRule {
  /** Names of the vectors it keeps from step to step, all zero in the beginning. */
  readonly moments: readonly string[];
  /** Scalars of step `step` (from 0) at a learning rate. */
  coefficients(step: number, learningRate: number): Named<number>;
  /** New parameters and moments from the gradient, all [P]; the coefficients arrive as scalars. */
  update(state: UpdateState, gradient: Tensor, coefficients: Named<Tensor>): UpdateState;
}

export interface UpdateState {
  readonly parameters: Tensor;
  readonly moments: Named<Tensor>;
}

export function updateRule(optimizer: Optimizer): UpdateRule {
  switch (optimizer.kind) {
    case 'sgd':
      return optimizer.momentum === 0 ? sgd : momentum(optimizer.momentum, optimizer.nesterov);
    case 'rmsprop':
      return rmsprop;
    case 'adam':
      return adam;
    case 'adamw':
      return adamw(optimizer.weightDecay);
    default:
      return assertNever(optimizer);
  }
}

/** θ ← θ − η g. */
const sgd: UpdateRule = {
  moments: [],
  coefficients: (_, learningRate) => ({ learningRate }),
  update: ({ parameters }, gradient, c) => ({
    parameters: tf.sub(parameters, tf.mul(gradient, take(c, 'learningRate'))),
    moments: {},
  }),
};

/** b ← μ b + g;  θ ← θ − η b, or with Nesterov θ ← θ − η (g + μ b). As torch.optim.SGD without dampening. */
function momentum(mu: number, nesterov: boolean): UpdateRule {
  return {
    moments: ['velocity'],
    coefficients: (_, learningRate) => ({ learningRate }),
    update({ parameters, moments }, gradient, c) {
      const velocity = tf.add(tf.mul(take(moments, 'velocity'), mu), gradient);
      const direction = nesterov ? tf.add(gradient, tf.mul(velocity, mu)) : velocity;
      return {
        parameters: tf.sub(parameters, tf.mul(direction, take(c, 'learningRate'))),
        moments: { velocity },
      };
    },
  };
}

/** v ← α v + (1 − α) g²;  θ ← θ − η g / (√v + ε), α = .99, ε = 1e-8 (Tieleman & Hinton 2012). */
const rmsprop: UpdateRule = {
  moments: ['secondMoment'],
  coefficients: (_, learningRate) => ({ learningRate }),
  update({ parameters, moments }, gradient, c) {
    const secondMoment = decayed(take(moments, 'secondMoment'), tf.square(gradient), 0.99);
    const step = tf.div(tf.mul(gradient, take(c, 'learningRate')), tf.add(tf.sqrt(secondMoment), EPSILON));
    return { parameters: tf.sub(parameters, step), moments: { secondMoment } };
  },
};

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/**
 * m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;  θ ← θ − η/(1 − β₁ᵏ) · m / (√v/√(1 − β₂ᵏ) + ε)
 * (Kingma & Ba 2015), ε outside the root, as torch.optim.Adam. k counts from 1.
 */
const adam: UpdateRule = {
  moments: ['firstMoment', 'secondMoment'],
  coefficients: (step, learningRate) => ({
    stepSize: learningRate / (1 - BETA_1 ** (step + 1)),
    secondCorrection: Math.sqrt(1 - BETA_2 ** (step + 1)),
  }),
  update({ parameters, moments }, gradient, c) {
    const firstMoment = decayed(take(moments, 'firstMoment'), gradient, BETA_1);
    const secondMoment = decayed(take(moments, 'secondMoment'), tf.square(gradient), BETA_2);
    const scale = tf.add(tf.div(tf.sqrt(secondMoment), take(c, 'secondCorrection')), EPSILON);
    const step = tf.div(tf.mul(firstMoment, take(c, 'stepSize')), scale);
    return { parameters: tf.sub(parameters, step), moments: { firstMoment, secondMoment } };
  },
};

/** θ ← (1 − η λ) θ before Adam's update (Loshchilov & Hutter 2019), as torch.optim.AdamW. */
function adamw(weightDecay: number): UpdateRule {
  return {
    moments: adam.moments,
    coefficients: (step, learningRate) => ({
      ...adam.coefficients(step, learningRate),
      shrinkage: 1 - learningRate * weightDecay,
    }),
    update: ({ parameters, moments }, gradient, c) =>
      adam.update({ parameters: tf.mul(parameters, take(c, 'shrinkage')), moments }, gradient, c),
  };
}

/** decay · average + (1 − decay) · value. */
function decayed(average: Tensor, value: Tensor, decay: number): Tensor {
  return tf.add(tf.mul(average, decay), tf.mul(value, 1 - decay));
}

/** @throws where there is no such tensor. */
function take(tensors: Named<Tensor>, name: string): Tensor {
  const tensor = tensors[name];
  if (tensor === undefined)
    throw new Error(
      `The update rule needs "${name}", got only ${Object.keys(tensors).join(', ') || 'nothing'}.`,
    );
  return tensor;
}
