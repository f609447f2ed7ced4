import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { outputsForward } from '../../src-core/network/bptt';
import { type CellState, mapState } from '../../src-core/network/cell';
import { stepJacobians } from '../../src-core/network/jacobian';
import { entryOf, recurrenceOf } from '../../src-core/network/network';
import { unpack } from '../../src-core/network/parameters';
import { inputTerm, recurrentProduct } from '../../src-core/network/recurrence';
import { stepForward } from '../../src-core/network/time-step';
import { useBackend } from '../training/backends';
import { expectClose } from './close-to';
import { RECORDED_NETWORKS, networkCase } from './recorded-networks';

beforeAll(() => useBackend('tensorflow'));

const oneLayer = RECORDED_NETWORKS.filter((name) => /-1(-bi)?(-layer|-batch)?$/.test(name));

describe('stepJacobians', () => {
  it.each(oneLayer)('are the derivatives of each time step: %s', (name) => {
    tf.tidy(() => {
      const { network, parameters, input, initial } = networkCase(name);
      for (const direction of network.layers.flat()) {
        const recurrence = recurrenceOf(network, unpack(parameters, network.layout), direction);
        const { tape } = outputsForward(recurrence, input, entryOf(initial, direction.suffix));
        const got = stepJacobians(recurrence, tape);
        const names = network.cell.state;
        const [time = 0, size = 0] = got.shape;
        expect(size).toBe(names.length * network.model.hiddenSize);
        const x = inputTerm(recurrence, input).value;
        const product = recurrentProduct(recurrence, 1);
        for (let t = 0; t < time; t += 1) {
          const at = (values: Tensor): Tensor => tf.gather(tf.gather(values, t), [0]);
          /** The state of t from that of t−1, as one vector [S] each. */
          const stepOf = (flat: Tensor): Tensor => {
            const units = size / names.length;
            const part = (name: string) =>
              tf.reshape(tf.slice(flat, [names.indexOf(name) * units], [units]), [1, units]);
            const previous: CellState = mapState(tape.previous, (_, name) => part(name));
            const { state } = stepForward(recurrence, at(x), product(previous.h), previous);
            return tf.concat(names.map((part) => tf.reshape(state[part] ?? state.h, [-1])));
          };
          const before = tf.concat(
            names.map((part) => tf.reshape(at(tape.previous[part] ?? tape.previous.h), [-1])),
          );
          for (let row = 0; row < size; row += 1) {
            const expected = tf.grad((flat) => tf.reshape(tf.slice(stepOf(flat), [row], [1]), []))(before);
            const values = got.dataSync().slice((t * size + row) * size, (t * size + row + 1) * size);
            expectClose(values, expected.dataSync(), `row ${row} at time step ${t}`, 1e-4);
          }
        }
      }
    });
  });
});
