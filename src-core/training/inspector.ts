// Answers what a step did: takes the state before it from a trainer, runs the inspection program on it and reads the results.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { leavesOf } from '../compile/tree';
import { namedTensors } from '../network/parameters';
import { type BatchMaker, batchTensors, makeBatches } from './batches';
import type { CompiledProgram, Engine, TensorRecord } from './engine';
import { flatRecord, tensorAt } from './flat-record';
import type { DirectionInspection, Inspection, Values } from './inspection';
import { type InspectionInputs, inspectionProgram } from './inspection-program';
import { spectralNorm } from './spectral-norm';
import type { Trainer } from './trainer';

export interface Inspector {
  /** @throws where the step has not been taken. */
  inspect(step: number): Promise<Inspection>;
  dispose(): void;
}

export function createInspector(engine: Engine, trained: BatchMaker, trainer: Trainer): Inspector {
  const maker = { ...trained, capacity: 1 };
  let program: Promise<CompiledProgram> | null = null;
  let disposed = false;

  const inputsAt = (step: number): InspectionInputs => ({
    state: trainer.stateBefore(step),
    batches: batchTensors(maker, makeBatches(maker, step, 1)),
    limits: trainer.limits,
  });

  return {
    async inspect(step) {
      if (!Number.isInteger(step) || step < 0 || step >= trainer.recorded)
        throw new Error(
          `Step ${step} cannot be inspected: expected a step that was taken, 0 to ${trainer.recorded - 1}.`,
        );
      const inputs = inputsAt(step);
      try {
        program ??= engine.compile(inspectionProgram(maker.plan, inputs), flatRecord(inputs), null);
        const compiled = await program.catch((error: unknown) => {
          // The next one to ask may fare better.
          program = null;
          throw error;
        });
        if (disposed) throw new Error('The session was disposed while a step was being inspected.');
        const outputs = compiled.call(flatRecord(inputs));
        const inspection = read(maker, step, inputs, outputs);
        tf.dispose(Object.values(outputs));
        return inspection;
      } finally {
        tf.dispose(leavesOf([inputs.state, inputs.batches]));
      }
    },
    dispose() {
      disposed = true;
      // A compilation that failed was reported to whoever asked, and left nothing to free.
      void program?.then(
        (compiled) => compiled.dispose(),
        () => null,
      );
    },
  };
}

function read(maker: BatchMaker, step: number, inputs: InspectionInputs, outputs: TensorRecord): Inspection {
  const { layout, layers } = maker.plan.network;
  const scalar = (name: string): number => dataOf(tensorAt(outputs, name))[0] ?? NaN;
  return {
    step,
    loss: scalar('loss'),
    gradNorm: scalar('gradNorm'),
    gradNormClipped: scalar('gradNormClipped'),
    input: withoutFirstAxis(valuesOf(inputs.batches.input)),
    target: withoutFirstAxis(valuesOf(inputs.batches.target)),
    prediction: valuesOf(tensorAt(outputs, 'prediction')),
    parameters: namedTensors(dataOf(inputs.state.parameters), layout),
    gradients: namedTensors(dataOf(tensorAt(outputs, 'gradient')), layout),
    directions: layers.flat().map(({ suffix }) => directionOf(suffix, outputs)),
  };
}

function directionOf(suffix: string, outputs: TensorRecord): DirectionInspection {
  const path = `directions.${suffix}`;
  const at = (name: string): Values => valuesOf(tensorAt(outputs, `${path}.${name}`));
  /** All tensors below a path, by what follows it. */
  const group = (name: string): Record<string, Values> => {
    const prefix = `${path}.${name}.`;
    const members = Object.entries(outputs).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(members.map(([key, tensor]) => [key.slice(prefix.length), valuesOf(tensor)]));
  };
  const series = (name: string): Record<string, Float32Array> =>
    Object.fromEntries(Object.entries(group(name)).map(([part, { values }]) => [part, values]));
  return {
    suffix,
    states: group('states'),
    activations: group('activations'),
    inputError: at('inputError'),
    recurrentError: at('recurrentError'),
    weightTerms: { weightIh: at('weightTerms.weightIh'), weightHh: at('weightTerms.weightHh') },
    flow: series('flow'),
    reach: series('reach'),
    jacobianNorms: normsOf(at('jacobians')),
  };
}

/** Spectral norm of each of [T, S, S]. */
function normsOf({ shape, values }: Values): Float32Array {
  const [time = 0, size = 0] = shape;
  return Float32Array.from({ length: time }, (_, t) =>
    spectralNorm(values.subarray(t * size * size, (t + 1) * size * size), size),
  );
}

function withoutFirstAxis({ shape, values }: Values): Values {
  return { shape: shape.slice(1), values };
}

function valuesOf(tensor: Tensor): Values {
  return { shape: tensor.shape, values: dataOf(tensor) };
}

/** A copy of the tensor's values. */
function dataOf(tensor: Tensor): Float32Array {
  return (tensor.dataSync() as Float32Array).slice();
}
