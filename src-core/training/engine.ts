// What runs a program: a function from tensors to tensors, traced and compiled (compiled-engine.ts), or run operation by
// operation, as here: that needs tfjs-core alone.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { BackendKind, EngineKind } from '../contract/engine';

/** Tensors by name: what goes into a program and what comes out of it. */
export type TensorRecord = Readonly<Record<string, Tensor>>;

/** A program made ready for inputs of fixed shapes. */
export interface CompiledProgram {
  /** Runs the program. The caller owns the returned tensors; the inputs stay the caller's. */
  call(inputs: TensorRecord): TensorRecord;
  dispose(): void;
}

export interface Engine {
  readonly kind: EngineKind;
  readonly backend: BackendKind;
  /**
   * Makes `f` ready for inputs with the names, shapes and types of `examples`. `f` must be pure and read no values.
   * @param identity of `f`: functions of equal identity compute the same, so that one of them need not be traced again. Null:
   *   it has none.
   */
  compile(
    f: (inputs: TensorRecord) => TensorRecord,
    examples: TensorRecord,
    identity: string | null,
  ): Promise<CompiledProgram>;
}

/**
 * The engine that runs a program as it is, one tfjs operation after the other.
 * @throws from `compile` when `backend` is not the current tfjs backend: the caller selects it with `tf.setBackend`.
 */
export function eagerEngine(backend: BackendKind): Engine {
  return {
    kind: 'eager',
    backend,
    async compile(f) {
      if (tf.getBackend() !== backend)
        throw new Error(
          `The eager engine expects the tfjs backend "${backend}", got "${tf.getBackend()}": call tf.setBackend first.`,
        );
      return { call: (inputs) => tf.tidy(() => f(inputs)), dispose: () => undefined };
    },
  };
}
