// Where programs live: equal programs share one native session, which is released when the last user is gone.
import type { NativeSession, NativeTensorFlow } from './native-tensorflow';
import type { Program } from './program';

/** A native session in use. */
export interface Lease {
  readonly session: NativeSession;
  /** Whether the program was there already, compiled. */
  readonly shared: boolean;
  /** Ends the use. Once. */
  release(): void;
}

interface Entry {
  readonly session: NativeSession;
  users: number;
}

export interface ProgramCacheOptions {
  /** Unused programs that are kept for the next one who wants them, the longest unused go first. Default: 0. */
  readonly keepUnused?: number | undefined;
}

export class ProgramCache {
  /** By what determines a program; in the order of last use. */
  private readonly entries = new Map<string, Entry>();
  private readonly keepUnused: number;

  constructor(
    readonly native: NativeTensorFlow,
    { keepUnused = 0 }: ProgramCacheOptions = {},
  ) {
    this.keepUnused = keepUnused;
  }

  /** Number of programs in native memory. */
  get size(): number {
    return this.entries.size;
  }

  /** Loads the program, or shares the one that is loaded. */
  lease(program: Program): Lease {
    const key = keyOf(program);
    const known = this.entries.get(key);
    const entry = known ?? { session: this.load(program), users: 0 };
    entry.users += 1;
    this.touch(key, entry);
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      entry.users -= 1;
      this.touch(key, entry);
      this.evict(this.keepUnused);
    };
    return { session: entry.session, shared: known !== undefined, release };
  }

  /** Releases the programs that nobody uses. */
  clear(): void {
    this.evict(0);
  }

  private load({ savedModel, inputs, outputs }: Program): NativeSession {
    return this.native.load(savedModel, inputs, outputs);
  }

  private touch(key: string, entry: Entry): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
  }

  private evict(keep: number): void {
    const unused = [...this.entries].filter(([, entry]) => entry.users === 0);
    for (const [key, entry] of unused.slice(0, Math.max(0, unused.length - keep))) {
      this.entries.delete(key);
      entry.session.release();
    }
  }
}

/** The bytes themselves, one character each: no two programs share a key. */
function keyOf({ savedModel }: Program): string {
  const chunks: string[] = [];
  for (let at = 0; at < savedModel.length; at += 4096) {
    chunks.push(String.fromCharCode(...savedModel.subarray(at, at + 4096)));
  }
  return chunks.join('');
}
