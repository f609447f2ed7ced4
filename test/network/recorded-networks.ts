// What PyTorch computed in float64 for small networks (test/reference/record.py), as inputs and expectations.
import { readFileSync, readdirSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Loss, Model } from '../../src-core/experiment/experiment';
import type { CellState } from '../../src-core/network/cell';
import { type Masks, type Network, type PerDirection, networkOf } from '../../src-core/network/network';
import { flatValues } from '../../src-core/network/parameters';
import { settingsWith } from '../training/settings';

export interface RecordedTensor {
  readonly shape: number[];
  readonly values: readonly number[];
}

export type RecordedState = Readonly<Record<string, RecordedTensor>>;

export interface RecordedNetwork {
  readonly model: Pick<
    Model,
    'cell' | 'nonlinearity' | 'layers' | 'bidirectional' | 'normalization' | 'hiddenSize'
  >;
  readonly loss: Loss;
  readonly weights: readonly (RecordedTensor & { readonly name: string })[];
  readonly input: RecordedTensor;
  readonly target: RecordedTensor;
  readonly initial: Readonly<Record<string, RecordedState>>;
  readonly masks: Readonly<Record<string, RecordedTensor>>;
  readonly expected: {
    readonly loss: number;
    readonly prediction: readonly number[];
    readonly last: Readonly<Record<string, RecordedState>>;
    readonly gradients: Readonly<Record<string, readonly number[]>>;
    readonly flow: readonly number[];
  };
}

/** A recorded network with its inputs as tensors of the current backend. */
export interface NetworkCase {
  readonly network: Network;
  readonly loss: Loss;
  /** Flat [P]. */
  readonly parameters: Tensor;
  readonly input: Tensor;
  readonly target: Tensor;
  readonly initial: PerDirection<CellState>;
  readonly masks: Masks;
  readonly expected: RecordedNetwork['expected'];
}

const FOLDER = new URL('../reference/networks/', import.meta.url);

export const RECORDED_NETWORKS: readonly string[] = readdirSync(FOLDER).map((file) =>
  file.replace(/\.json$/, ''),
);

/** A recording as its file has it. */
export function recordedNetwork(name: string): RecordedNetwork {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as RecordedNetwork;
}

export function networkCase(name: string): NetworkCase {
  const file = recordedNetwork(name);
  const { model } = settingsWith({ model: file.model });
  const network = networkOf(model, file.input.shape[2] ?? 0, file.target.shape[2] ?? 0);
  const weights = file.weights.map(({ values, ...rest }) => ({ ...rest, values: Float32Array.from(values) }));
  return {
    network,
    loss: file.loss,
    parameters: tf.tensor(flatValues(weights, network.layout)),
    input: tensorOf(file.input),
    target: tensorOf(file.target),
    initial: new Map(Object.entries(file.initial).map(([suffix, state]) => [suffix, stateOf(state)])),
    masks: tensorsOf(file.masks),
    expected: file.expected,
  };
}

function stateOf(state: RecordedState): CellState {
  const { h, ...rest } = state;
  if (h === undefined) throw new Error('A recorded state lacks h.');
  return { ...tensorsOf(rest), h: tensorOf(h) };
}

function tensorsOf(tensors: Readonly<Record<string, RecordedTensor>>): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tensorOf(tensor)]));
}

function tensorOf({ shape, values }: RecordedTensor): Tensor {
  return tf.tensor([...values], shape, 'float32');
}
