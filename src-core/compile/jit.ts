// jit: a function of plain tfjs code, traced once and run natively ever after. After jax.jit.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { copyOf } from './examples';
import type { FunctionDef } from './graph/graph-def';
import { type Program, type ProgramKind, XLA_ONLY_OPERATION, buildProgram } from './program';
import type { Lease, ProgramCache } from './program-cache';
import { assertSignature, signatureOf } from './signature';
import { activeTrace, traced } from './trace-backend';
import { type TreeLike, leavesOf, withLeaves } from './tree';
import { XlaRefusedError } from './xla-refused-error';

export interface JitOptions {
  /** Where the program is to live; it brings the native library along. */
  readonly programs: ProgramCache;
  /** `xla` compiles to machine code, `graph` has TensorFlow execute the operations. Default: `xla`. */
  readonly kind?: ProgramKind | undefined;
  /** What error messages call the function. Default: its own name. */
  readonly name?: string | undefined;
}

/** A compiled function. It takes and returns ordinary tensors of the native backend; the results are the caller's. */
export interface Compiled<A, R> {
  (args: A): R;
  readonly kind: ProgramKind;
  /** Number of operations in the program. */
  readonly operations: number;
  /** How it is known that XLA compiled the function, in one sentence; null for `graph`. */
  readonly proof: string | null;
  /** Gives the program up; its native memory is released with the last function that shares it. */
  dispose(): void;
}

/**
 * Compiles `f` into one native function.
 * @param f takes and returns a tree of tensors; pure: called once now, and never again. What it uses of tensors from
 *   outside becomes part of the program, with the values they have now.
 * @param examples arguments of the structure, shapes and types of every later call. The program runs on them once, so that
 *   it is compiled, and known to work, when this returns.
 * @throws when `f` does what cannot be traced, naming what to write instead; {@link XlaRefusedError} when XLA is missing or
 *   does not take the function, which may then be compiled as `graph`.
 */
export function jit<A extends TreeLike<A>, R extends TreeLike<R>>(
  f: (args: A) => R,
  examples: A,
  { programs, kind = 'xla', name = f.name || 'the function' }: JitOptions,
): Compiled<A, R> {
  const { native } = programs;
  assertNotTracing(name);
  assertBackend(name, native.backendName);
  const { program, result } = trace(f, examples, name, kind, programs);
  const lease = leaseWorking(program, leavesOf(examples), name, programs);
  const signature = signatureOf(examples);
  let disposed = false;

  const call = (args: A): R => {
    if (activeTrace() !== null) return f(args);
    if (disposed) throw new Error(`${name} was called after its dispose(): compile it again with jit.`);
    assertBackend(name, native.backendName);
    assertNoTape(name);
    const inputs = assertSignature(name, signature, args);
    return withLeaves(result, lease.session.run(inputs));
  };
  const dispose = (): void => {
    disposed = true;
    lease.release();
  };
  return Object.assign(call, { kind, operations: program.operations, proof: proofOf(kind), dispose });
}

interface Traced<R> {
  readonly program: Program;
  /** What the function returned, its tensors disposed: the structure of every later result. */
  readonly result: R;
}

function trace<A, R>(
  f: (args: A) => R,
  examples: A,
  name: string,
  kind: ProgramKind,
  programs: ProgramCache,
): Traced<R> {
  return traced(programs.native, (tracer) => {
    const library: FunctionDef[] = [];
    return tracer.within(library, (main) => {
      const inputs = tracer.unrecorded(() => leavesOf(examples).map(copyOf));
      inputs.forEach((input) => main.argument(input));
      const result = f(withLeaves(examples, inputs));
      if (result instanceof Promise)
        throw new Error(`${name} is async: a function to compile must return its tensors at once.`);
      const values = leavesOf(result).map((tensor) => main.use(tensor));
      if (values.length === 0) throw new Error(`${name} returns no tensor: there is nothing to compute.`);
      return { program: buildProgram(kind, main.graph, values, library), result };
    });
  });
}

/** Loads the program and runs it once: only then is it compiled. */
function leaseWorking(program: Program, examples: Tensor[], name: string, programs: ProgramCache): Lease {
  try {
    const lease = programs.lease(program);
    try {
      if (!lease.shared) tf.dispose(lease.session.run(examples));
      return lease;
    } catch (error) {
      lease.release();
      throw error;
    }
  } catch (error) {
    throw program.kind === 'xla' ? new XlaRefusedError(name, error) : error;
  }
}

/** How it is known that a program of a kind is compiled, once it has run; null for `graph`, which is not. */
export function proofOf(kind: ProgramKind): string | null {
  if (kind === 'graph') return null;
  return `The program contains ${XLA_ONLY_OPERATION}, an operation that runs in no other way than compiled by XLA, and it ran.`;
}

function assertNotTracing(name: string): void {
  if (activeTrace() === null) return;
  throw new Error(
    `jit was called for ${name} inside of a function that is being traced: call ${name} there as it is, it becomes part of ` +
      'the program, or compile it outside.',
  );
}

function assertBackend(name: string, expected: string): void {
  const active = tf.getBackend();
  if (active === expected) return;
  throw new Error(
    `${name} is compiled for the tfjs backend ${expected}, but ${active} is active: await tf.setBackend('${expected}').`,
  );
}

function assertNoTape(name: string): void {
  if (!tf.engine().isTapeOn()) return;
  throw new Error(
    `${name} is compiled, and tf.grads cannot see into it: call tf.grads inside of the function that is compiled.`,
  );
}
