// What native TensorFlow and tfjs-node expect of the process they are loaded into. No TensorFlow is imported here.
import util from 'node:util';

/**
 * One thread: the networks are small, and handing an operation to a pool costs more than computing it. Log level 2 keeps
 * TensorFlow's remarks on its build out of the terminal; its errors still show.
 */
const tensorflowDefaults = {
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  TF_CPP_MIN_LOG_LEVEL: '2',
};

/**
 * Sets what is not set yet. To be called in the process's main thread before the worker starts: the library reads the
 * environment of the process once, when it is loaded, and a worker's `process.env` is a copy that it does not see.
 */
export function setNativeEnvironment(environment: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(tensorflowDefaults)) environment[name] ??= value;
}

/**
 * Gives tfjs-node the two functions of `node:util` that its last release still calls: Node 23 removed `isNullOrUndefined`, and
 * a call of `isArray` has it print a warning.
 */
export function restoreRemovedUtil(): void {
  const removed = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, value] of Object.entries(removed)) {
    Object.defineProperty(util, name, { value, configurable: true });
  }
}
