// The engines that compile a program before they run it: `xla` to machine code, `graph` to a native TensorFlow function.
import { type Compiled, jit } from '../compile/jit';
import type { ProgramCache } from '../compile/program-cache';
import { signatureOf } from '../compile/signature';
import type { CompiledProgram, Engine, TensorRecord } from './engine';

/** Functions that stay compiled although nobody uses them, the one used last among them. */
const KEPT = 4;

/**
 * An engine whose programs live in `programs`, and so on the native backend. Equal programs are compiled once, and functions
 * of equal identity traced once, as long as they are used or among the last that were.
 * @throws from `compile`: XlaRefusedError where XLA is missing or does not take the program; `graph` may run it then.
 */
export function compiledEngine(kind: 'xla' | 'graph', programs: ProgramCache): Engine {
  const functions = new KeptFunctions();
  return {
    kind,
    backend: 'tensorflow',
    async compile(f, examples, identity) {
      const compile = (): Compiled<TensorRecord, TensorRecord> =>
        jit<TensorRecord, TensorRecord>(f, examples, { programs, kind, name: 'the training program' });
      if (identity !== null) {
        return functions.lease(`${identity} ${JSON.stringify(signatureOf(examples))}`, compile);
      }
      const compiled = compile();
      return { call: (inputs) => compiled(inputs), dispose: () => compiled.dispose() };
    },
  };
}

interface KeptFunction {
  readonly compiled: Compiled<TensorRecord, TensorRecord>;
  users: number;
}

/** Compiled functions by what determines them, in the order of last use. */
class KeptFunctions {
  private readonly functions = new Map<string, KeptFunction>();

  lease(key: string, compile: () => Compiled<TensorRecord, TensorRecord>): CompiledProgram {
    const kept = this.functions.get(key) ?? { compiled: compile(), users: 0 };
    kept.users += 1;
    this.touch(key, kept);
    let disposed = false;
    return {
      call: (inputs) => kept.compiled(inputs),
      dispose: () => {
        if (disposed) return;
        disposed = true;
        kept.users -= 1;
        this.touch(key, kept);
        this.evict();
      },
    };
  }

  private touch(key: string, kept: KeptFunction): void {
    this.functions.delete(key);
    this.functions.set(key, kept);
  }

  private evict(): void {
    const unused = [...this.functions].filter(([, { users }]) => users === 0);
    for (const [key, { compiled }] of unused.slice(0, Math.max(0, unused.length - KEPT))) {
      this.functions.delete(key);
      compiled.dispose();
    }
  }
}
