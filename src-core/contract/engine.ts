// Which engine trains, on which backend, and how that was found out.

/** `xla`: the compiled program; `graph`: the same program, not compiled; `eager`: tfjs operations one by one. */
export type EngineKind = 'xla' | 'graph' | 'eager';

/** The tfjs backend under the engine; `tensorflow` is the native library. */
export type BackendKind = 'tensorflow' | 'wasm' | 'cpu';

/** What a person asked for: `auto` takes the best that works, anything else is forced. */
export interface EngineChoice {
  readonly engine: EngineKind | 'auto';
  readonly backend: BackendKind | 'auto';
}

/** One combination that was tried, in order, and what came of it. */
export interface EngineAttempt {
  readonly engine: EngineKind;
  readonly backend: BackendKind;
  readonly works: boolean;
  /** How it was proven to work, or why it does not: one sentence. */
  readonly why: string;
}

/** The engine that will train, found by trying. */
export interface EngineReport {
  readonly engine: EngineKind;
  readonly backend: BackendKind;
  /** The attempts in the order they were made; the last one works. */
  readonly attempts: readonly EngineAttempt[];
  /** Versions that decide the digits: tfjs, and TensorFlow where it is native. */
  readonly versions: { readonly tfjs: string; readonly tensorflow: string | null };
}
