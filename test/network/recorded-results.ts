// What a network computes in one window, as one function that also compiles, and its comparison with what PyTorch recorded.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { CellState } from '../../src-core/network/cell';
import { networkBackward, networkForward, networkGradients } from '../../src-core/network/network';
import { unpack } from '../../src-core/network/parameters';
import { lossOf } from '../../src-core/training/loss';
import { expectClose } from './close-to';
import type { NetworkCase } from './recorded-networks';

type Tensors = Readonly<Record<string, Tensor>>;

/** What goes in, as a tree of tensors. `initial` by direction. */
export interface NetworkInputs {
  readonly parameters: Tensor;
  readonly input: Tensor;
  readonly target: Tensor;
  readonly initial: Readonly<Record<string, Tensors>>;
  readonly masks: Tensors;
}

/** What comes out, as a tree of tensors: `last` and `flow` by direction, `gradients` by parameter. */
export interface NetworkResults {
  readonly loss: Tensor;
  readonly prediction: Tensor;
  readonly last: Readonly<Record<string, Tensors>>;
  readonly gradients: Tensors;
  /** ‖∂L/∂h_t‖ [T]. */
  readonly flow: Tensors;
}

export function inputsOf({ parameters, input, target, initial, masks }: NetworkCase): NetworkInputs {
  return { parameters, input, target, initial: Object.fromEntries(initial), masks };
}

/** Forward and backward pass written by hand. */
export function networkResults({ network, loss }: NetworkCase): (inputs: NetworkInputs) => NetworkResults {
  return ({ parameters: flat, input, target, initial, masks }) => {
    const parameters = unpack(flat, network.layout);
    const states = new Map(Object.entries(initial).map(([suffix, state]) => [suffix, state as CellState]));
    const forward = networkForward(network, parameters, input, states, masks);
    const terms = lossOf(loss, forward.prediction, target);
    const errors = networkBackward(network, parameters, forward.tape, terms.gradient);
    const gradients = networkGradients(network, parameters, forward.tape, errors, terms.gradient);
    return {
      loss: terms.value,
      prediction: forward.prediction,
      last: Object.fromEntries(forward.last),
      gradients: Object.fromEntries(gradients),
      flow: Object.fromEntries([...errors].map(([suffix, { flow }]) => [suffix, tf.sqrt(flow.h)])),
    };
  };
}

/** Normalizing three units divides by whatever small deviation they have: rounding grows with it. */
export function toleranceFor({ network }: NetworkCase): number {
  return network.model.normalization === 'none' ? 5e-6 : 1e-4;
}

/** Expects results that agree with float64 ones as far as float32 can. */
export function expectRecorded(results: NetworkResults, recorded: NetworkCase): void {
  const { expected, network } = recorded;
  const compare = (tensor: Tensor | undefined, values: readonly number[], what: string) =>
    expectClose(tensor?.dataSync() ?? [], values, what, toleranceFor(recorded));
  compare(results.loss, [expected.loss], 'loss');
  compare(results.prediction, expected.prediction, 'prediction');
  for (const [suffix, state] of Object.entries(expected.last)) {
    for (const [part, { values }] of Object.entries(state))
      compare(results.last[suffix]?.[part], values, `${part} of ${suffix} after the window`);
  }
  for (const [parameter, values] of Object.entries(expected.gradients))
    compare(results.gradients[parameter], values, `gradient of ${parameter}`);
  const flow = network.layers.flat().flatMap(({ suffix }) => [...(results.flow[suffix]?.dataSync() ?? [])]);
  expectClose(flow, expected.flow, 'flow', toleranceFor(recorded));
}
