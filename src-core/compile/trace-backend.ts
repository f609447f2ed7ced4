// The tfjs backend `trace`: the native one, which it inherits from, watched. Every operation is executed (so that shapes and
// errors are real) and recorded. What would freeze in a program is refused: values read, random numbers, variables.
import * as tf from '@tensorflow/tfjs-core';
import type { DataId, KernelBackend, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { attrsOf } from './native-attrs';
import type { NativeAttr, NativeBackend, NativeTensorFlow } from './native-tensorflow';
import { assertVariablesUntouched, disposeNewVariables, refuseRandom, variablesNow } from './refusals';
import { Trace } from './trace';
import type { FunctionDef } from './graph/graph-def';

/** The name it is registered under. */
export const TRACE = 'trace';

/** The `trace` backend: native kernels, with the innermost running trace told of each operation. */
export interface TraceBackend extends NativeBackend {
  readonly tracer: Tracer;
}

/** Runs code under the trace backend and keeps the stack of traces. */
export class Tracer {
  private readonly stack: Trace[] = [];
  private readonly kept: Tensor[] = [];
  private paused = false;
  private firstId = 0;

  constructor(private readonly native: NativeBackend) {}

  get current(): Trace | null {
    return this.stack.at(-1) ?? null;
  }

  /** To be called when the trace of a program begins: tensors made from now on are its own. */
  begin(): void {
    this.firstId = tf.scalar(0).id;
  }

  /** Runs `body` as a function of the program, inside of whatever is being traced already. */
  within<T>(library: FunctionDef[], body: (trace: Trace) => T): T {
    const trace = new Trace(library, this.current, (tensor) => this.readConstant(tensor));
    this.stack.push(trace);
    const restore = setTapeAside();
    try {
      return body(trace);
    } finally {
      restore();
      this.stack.pop();
    }
  }

  /** Keeps tensors that were made while tracing alive until the trace ends, whatever tidy they are in. */
  keep(tensors: readonly Tensor[]): void {
    for (const tensor of tensors) {
      // Ids count up: an older tensor was there before and is not ours to keep or dispose of.
      if (tensor.kept || tensor.id < this.firstId) continue;
      this.kept.push(tf.keep(tensor));
    }
  }

  /** Disposes of what was kept. */
  releaseKept(): void {
    tf.dispose(this.kept.splice(0));
  }

  /** Runs operations that only make examples: executed, not recorded. */
  unrecorded<T>(body: () => T): T {
    const before = this.paused;
    this.paused = true;
    try {
      return body();
    } finally {
      this.paused = before;
    }
  }

  record(op: string, attrs: readonly NativeAttr[], inputs: readonly TensorInfo[], outputs: Tensor[]): void {
    if (!this.paused) this.current?.record(op, attrsOf(op, attrs, inputs), inputs, outputs);
  }

  /** The values of a tensor that no trace has made. @throws for those whose values are not known yet. */
  read(dataId: DataId): ReturnType<KernelBackend['readSync']> {
    if (this.paused || !this.current?.knows(dataId)) return this.native.readSync(dataId);
    throw new Error(
      'The value of a tensor was read while its function was being traced (data, dataSync, array, print): it is not known ' +
        'before the program runs. Return the tensor and read it from the result, or choose with tf.where instead of if.',
    );
  }

  private readConstant(tensor: TensorInfo): ArrayLike<number> {
    const variables = Object.values(tf.engine().registeredVariables);
    const variable = variables.find((each) => each.dataId === tensor.dataId);
    if (variable === undefined) return this.native.readSync(tensor.dataId) as Float32Array;
    throw new Error(
      `The variable ${variable.name} is used inside a traced function, where its value would freeze: pass it in as an input ` +
        'and return its new value.',
    );
  }
}

/** What is being traced now, innermost, and by whom; null when code simply runs. */
export function activeTrace(): { readonly tracer: Tracer; readonly trace: Trace } | null {
  const { tracer } = tf.backend() as Partial<TraceBackend>;
  const trace = tracer?.current ?? null;
  return tracer === undefined || trace === null ? null : { tracer, trace };
}

/**
 * Runs `body` with the trace backend of `native` active, in a tidy of its own: no tensor outlives it.
 * @throws what `body` throws, and when it made or changed variables.
 */
export function traced<T>(native: NativeTensorFlow, body: (tracer: Tracer) => T): T {
  const { tracer } = traceBackendOf(native);
  const before = tf.getBackend();
  const variables = variablesNow();
  void tf.setBackend(TRACE);
  tf.engine().startScope(TRACE);
  try {
    tracer.begin();
    const result = body(tracer);
    assertVariablesUntouched(variables);
    return result;
  } finally {
    disposeNewVariables(variables);
    tracer.releaseKept();
    tf.engine().endScope();
    void tf.setBackend(before);
  }
}

function traceBackendOf(native: NativeTensorFlow): TraceBackend {
  const known = tf.findBackend(TRACE) as TraceBackend | null;
  if (known !== null) return known;
  const backend = watch(native.backend);
  tf.copyRegisteredKernels(native.backendName, TRACE);
  letKernelsCheckExamples(native.backend, ['GatherV2']);
  tf.registerBackend(TRACE, () => backend, 0);
  return tf.findBackend(TRACE) as TraceBackend;
}

function watch(native: NativeBackend): TraceBackend {
  const tracer = new Tracer(native);
  const overrides: Partial<NativeBackend> & { tracer: Tracer } = {
    tracer,
    executeSingleOutput(this: NativeBackend, op, attrs, inputs) {
      const output = native.executeSingleOutput.call(this, op, attrs, inputs);
      tracer.record(op, attrs, inputs, [output]);
      return output;
    },
    executeMultipleOutputs(this: NativeBackend, op, attrs, inputs, count) {
      const outputs = native.executeMultipleOutputs.call(this, op, attrs, inputs, count);
      tracer.record(op, attrs, inputs, outputs);
      return outputs;
    },
    readSync: (dataId) => tracer.read(dataId),
    read: async (dataId) => tracer.read(dataId),
    write(this: NativeBackend, values, shape, dtype) {
      refuseRandom();
      return native.write.call(this, values, shape, dtype);
    },
  };
  return Object.assign(Object.create(native) as NativeBackend, overrides);
}

/** A function being traced has gradient tapes of its own; those around it do not see into it. */
function setTapeAside(): () => void {
  const { state } = tf.engine();
  const { activeTape, gradientDepth, kernelDepth } = state;
  Object.assign(state, { activeTape: undefined, gradientDepth: 0, kernelDepth: 0 });
  return () => Object.assign(state, { activeTape, gradientDepth, kernelDepth });
}

/** Kernels that read indices to check them may read those of the example: that decides nothing about the program. */
function letKernelsCheckExamples(native: NativeBackend, kernels: readonly string[]): void {
  for (const name of kernels) {
    const config = tf.getKernel(name, TRACE);
    tf.unregisterKernel(name, TRACE);
    tf.registerKernel({
      ...config,
      kernelFunc: (call) => {
        const readable = Object.create(call.backend) as NativeBackend;
        readable.readSync = (dataId) => native.readSync(dataId);
        return config.kernelFunc({ ...call, backend: readable });
      },
    });
  }
}
