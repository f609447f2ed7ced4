// Answers what a step did: takes the state before it from a trainer, runs the inspection program on it and reads the results.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { leavesOf } from '../compile/tree';
import type { NamedTensor } from '../contract/named-tensor';
import { namedTensors } from '../network/parameters';
import { type BatchMaker, batchTensors, limitTensors, makeBatches } from './batches';
import type { CompiledProgram, Engine, TensorRecord } from './engine';
import { flatRecord, tensorAt } from './flat-record';
import type { DirectionInspection, Inspection, InspectionDepth, Values } from './inspection';
import { type InspectionInputs, inspectionProgram } from './inspection-program';
import { programIdentity } from './program';
import { spectralNorm } from './spectral-norm';
import type { Trainer } from './trainer';

export interface Inspector {
  /** @throws where the step has not been taken. */
  inspect(step: number, depth: InspectionDepth): Promise<Inspection>;
  /** The parameters that a step began with. @throws where the step has not been taken. */
  parametersBefore(step: number): readonly NamedTensor[];
  dispose(): void;
}

export function createInspector(engine: Engine, trained: BatchMaker, trainer: Trainer): Inspector {
  const maker = { ...trained, capacity: 1 };
  const programs = new Map<string, Promise<CompiledProgram>>();
  let disposed = false;

  const inputsAt = (step: number): InspectionInputs => ({
    state: trainer.stateBefore(step),
    batches: batchTensors(maker, makeBatches(maker, step, 1)),
    limits: limitTensors(maker, step),
  });

  /** Compiled once for each depth. */
  const programOf = (depth: InspectionDepth, inputs: InspectionInputs): Promise<CompiledProgram> => {
    const key = JSON.stringify([depth.weightTerms, depth.jacobianNorms]);
    const known = programs.get(key);
    if (known !== undefined) return known;
    const identity = `inspection ${key} ${programIdentity(maker.plan, maker.capacity)}`;
    const compiling = engine.compile(
      inspectionProgram(maker.plan, inputs, depth),
      flatRecord(inputs),
      identity,
    );
    programs.set(key, compiling);
    // The next one to ask may fare better.
    compiling.catch(() => programs.delete(key));
    return compiling;
  };

  const refuseUntaken = (step: number): void => {
    if (!Number.isInteger(step) || step < 0 || step >= trainer.recorded)
      throw new Error(
        `Step ${step} cannot be inspected: expected a step that was taken, 0 to ${trainer.recorded - 1}.`,
      );
  };

  return {
    async inspect(step, depth) {
      refuseUntaken(step);
      const inputs = inputsAt(step);
      try {
        const compiled = await programOf(depth, inputs);
        if (disposed) throw new Error('The session was disposed while a step was being inspected.');
        const outputs = compiled.call(flatRecord(inputs));
        const inspection = read(maker, step, inputs, outputs, depth);
        tf.dispose(Object.values(outputs));
        return inspection;
      } finally {
        tf.dispose(leavesOf([inputs.state, inputs.batches, inputs.limits]));
      }
    },
    parametersBefore(step) {
      refuseUntaken(step);
      const state = trainer.stateBefore(step);
      const parameters = namedTensors(dataOf(state.parameters), maker.plan.network.layout);
      tf.dispose(leavesOf(state));
      return parameters;
    },
    dispose() {
      disposed = true;
      // A compilation that failed was reported to whoever asked, and left nothing to free.
      for (const program of programs.values())
        void program.then(
          (compiled) => compiled.dispose(),
          () => null,
        );
    },
  };
}

function read(
  maker: BatchMaker,
  step: number,
  inputs: InspectionInputs,
  outputs: TensorRecord,
  depth: InspectionDepth,
): Inspection {
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
    directions: layers.flat().map(({ suffix }) => directionOf(suffix, outputs, depth)),
  };
}

function directionOf(suffix: string, outputs: TensorRecord, depth: InspectionDepth): DirectionInspection {
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
    weightTerms: depth.weightTerms
      ? { weightIh: at('weightTerms.weightIh'), weightHh: at('weightTerms.weightHh') }
      : null,
    flow: series('flow'),
    reach: series('reach'),
    jacobianNorms: depth.jacobianNorms ? normsOf(at('jacobians')) : null,
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
