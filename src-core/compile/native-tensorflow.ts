// What compiling asks of the native side: a way to see the operations of tfjs-node, and a way to load a finished program.
// An interface only. Whoever has the native library implements it, so that this folder needs neither Node nor files.
import type { KernelBackend, Tensor, TensorInfo } from '@tensorflow/tfjs-core';

/** `TF_AttrType` of TensorFlow's C API: how tfjs-node marks the kind of an attribute. */
export const AttrKind = { string: 0, int: 1, float: 2, bool: 3, type: 4, shape: 5 } as const;

/** An attribute of an operation as the kernels of tfjs-node hand it over. */
export interface NativeAttr {
  readonly name: string;
  /** One of {@link AttrKind}. */
  readonly type: number;
  readonly value: unknown;
}

/** The backend of tfjs-node: every kernel of it reaches TensorFlow through these two methods. */
export interface NativeBackend extends KernelBackend {
  executeSingleOutput(op: string, attrs: readonly NativeAttr[], inputs: readonly TensorInfo[]): Tensor;
  executeMultipleOutputs(
    op: string,
    attrs: readonly NativeAttr[],
    inputs: readonly TensorInfo[],
    outputs: number,
  ): Tensor[];
}

/** A program in native memory. */
export interface NativeSession {
  /** Runs it once. @throws TensorFlow's own message when it cannot. */
  run(inputs: readonly Tensor[]): Tensor[];
  /** Gives the native memory back; the session is not used after that. */
  release(): void;
}

/** A loaded native TensorFlow. */
export interface NativeTensorFlow {
  /** The name its backend is registered under: `tensorflow`. */
  readonly backendName: string;
  readonly backend: NativeBackend;
  /**
   * Loads a program.
   * @param savedModel content of a `saved_model.pb` with one graph, tagged `serve`.
   * @param inputs names of the tensors to feed, in the order of the inputs of {@link NativeSession.run}.
   * @param outputs names of the tensors to fetch, in order.
   * @throws TensorFlow's own message when it does not accept the program.
   */
  load(savedModel: Uint8Array, inputs: readonly string[], outputs: readonly string[]): NativeSession;
}
