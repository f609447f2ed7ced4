// How a step of set-up ends when it does not end well: always what, why and what to do.

/** A step failed. `what` failed, `why` (the tool's own words), and what to `do` about it. */
export class SetupFailure extends Error {
  /** @param {{ what: string, why: readonly string[], remedy: readonly string[] }} facts */
  constructor({ what, why, remedy }) {
    super(what);
    this.name = 'SetupFailure';
    this.what = what;
    this.why = why;
    this.remedy = remedy;
  }
}

/** A step cannot be done on this machine as it is; the app works without it, in a lesser way. */
export class NotPossibleHere extends SetupFailure {
  /**
   * @param {{ what: string, why: readonly string[], remedy: readonly string[], instead: string }} facts
   *   `instead`: what happens without this step
   */
  constructor({ instead, ...facts }) {
    super(facts);
    this.name = 'NotPossibleHere';
    this.instead = instead;
  }
}

/** The person (or the system) ended set-up by a signal. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`set-up ended by ${signal}`);
    this.name = 'Interrupted';
    this.signal = signal;
  }
}

/**
 * @param {unknown} error
 * @returns {SetupFailure} the error itself, or one that names an error nobody foresaw
 */
export function asFailure(error) {
  if (error instanceof SetupFailure) return error;
  const code = /** @type {{ code?: unknown }} */ (error)?.code;
  const why = [error instanceof Error ? error.message : String(error)];
  if (code === 'ENOSPC')
    return new SetupFailure({
      what: 'the disk is full',
      why,
      remedy: ['Free some space, then run this again.'],
    });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new SetupFailure({
      what: 'a folder cannot be written',
      why,
      remedy: ['Make it writable for this user, then run this again.'],
    });
  const at = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 4) : [];
  return new SetupFailure({
    what: 'an error set-up did not expect',
    why: [...why, ...at],
    remedy: ['Run this again; if it stays, report it with the lines above.'],
  });
}

/**
 * The lines a person reads.
 * @param {string} step
 * @param {SetupFailure} failure
 * @returns {string}
 */
export function failureText(step, failure) {
  const lines = [`Set-up failed at "${step}": ${failure.what}.`];
  if (failure.why.length > 0) lines.push('Why:', ...failure.why.map((line) => `  ${line}`));
  if (failure.remedy.length > 0) lines.push('What to do:', ...failure.remedy.map((line) => `  ${line}`));
  return lines.join('\n');
}

/**
 * @param {string} step
 * @param {NotPossibleHere} limit
 * @returns {string}
 */
export function limitText(step, limit) {
  return [
    `Not set up: ${step}: ${limit.what}. ${limit.instead}`,
    ...limit.why.map((line) => `  ${line}`),
    ...limit.remedy.map((line) => `  ${line}`),
  ].join('\n');
}
