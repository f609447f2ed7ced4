// Faults on demand, for the tests of what the app promises when training goes wrong. Nothing but UNROLL_FAULT in the
// environment of the trainer process sets one off: `throw@40`, `hang@40`, `crash@40`, `exit@40`, each before step 40 of the
// process's first run; without `@`, before its first step; `refuse`, where XLA is to refuse the program of that run. A process
// that joins others, or takes the place of a lost one, has no fault.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from '../../src-core/training/engine';

const stepFaults = ['throw', 'hang', 'crash', 'exit'] as const;

/** Before a step: `throw` an error; `hang` without end; `crash` as native code does; `exit` the thread. */
export interface StepFault {
  readonly kind: (typeof stepFaults)[number];
  readonly step: number;
}

/** `refuse`: the run's program holds an operation that XLA does not know, see {@link refusedByXla}. */
export type Fault = StepFault | { readonly kind: 'refuse' };

/** @throws Error for text that names no fault: a test that misspells it must not pass. */
export function parseFault(text: string | undefined): Fault | null {
  if (text === undefined || text === '') return null;
  if (text === 'refuse') return { kind: 'refuse' };
  const match = /^([a-z]+)(?:@(\d+))?$/.exec(text);
  const kind = stepFaults.find((known) => known === match?.[1]);
  if (kind === undefined) {
    const known = stepFaults.join(', ');
    throw new Error(`UNROLL_FAULT expects one of ${known} with @step, or refuse, got '${text}'.`);
  }
  return { kind, step: Number(match?.[2] ?? 0) };
}

/** Does the damage, and takes no further step. */
export function commitFault(fault: StepFault): never {
  switch (fault.kind) {
    case 'throw':
      throw new Error(`UNROLL_FAULT asked for an exception before step ${fault.step}.`);
    case 'hang':
      return hang();
    case 'crash':
      // The signal is delivered to the process a moment later: quick training would be over by then.
      process.kill(process.pid, 'SIGSEGV');
      return hang();
    case 'exit':
      return process.exit(3);
  }
}

/** The engine, given programs with a dilation beside what they compute: of all operations traced, the one XLA lacks. */
export function refusedByXla(engine: Engine): Engine {
  return {
    ...engine,
    compile: (f, examples) =>
      engine.compile((inputs) => ({ ...f(inputs), dilated: dilated(Object.values(inputs)) }), examples, null),
  };
}

/** Of an input, so that it is not computed while the program is made. */
function dilated([input]: readonly Tensor[]): Tensor {
  const image = tf.reshape(tf.sum(tf.cast(input ?? tf.scalar(0), 'float32')), [1, 1, 1, 1]);
  return tf.dilation2d(image as tf.Tensor4D, tf.ones([1, 1, 1]), 1, 'same');
}

function hang(): never {
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
