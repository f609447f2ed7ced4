// Why something failed, in a form that crosses processes and threads.

/**
 * What kind of thing went wrong. `worker-threw`: an exception in the worker thread; `worker-hung`: no answer in time;
 * `host-lost`: the trainer process ended (a native crash, a kill); `engine`: no engine could be started, or the forced one
 * could not; `storage`: a run folder could not be written.
 */
export type FailureKind = 'worker-threw' | 'worker-hung' | 'host-lost' | 'engine' | 'storage';

/** A failure as shown to a person and written into the manifest. */
export interface Failure {
  readonly kind: FailureKind;
  /** One sentence: subject, expected, got, what to do. */
  readonly message: string;
  /** The stack of the thrown error, for the log; null where there is none. */
  readonly stack: string | null;
}
