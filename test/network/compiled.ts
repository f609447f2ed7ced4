// Recorded networks as compiled programs.
import * as tf from '@tensorflow/tfjs-core';
import { jit } from '../../src-core/compile/jit';
import type { ProgramKind } from '../../src-core/compile/program';
import type { ProgramCache } from '../../src-core/compile/program-cache';
import { networkCase } from './recorded-networks';
import { expectRecorded, inputsOf, networkResults } from './recorded-results';

/** Compiles the network, runs it once and expects what PyTorch computed in float64. */
export function expectCompiled(name: string, kind: ProgramKind, programs: ProgramCache): void {
  const recorded = networkCase(name);
  const inputs = inputsOf(recorded);
  const compiled = jit(networkResults(recorded), inputs, { programs, kind, name });
  const results = compiled(inputs);
  expectRecorded(results, recorded);
  tf.dispose([results, inputs] as unknown as tf.TensorContainer);
  compiled.dispose();
}
