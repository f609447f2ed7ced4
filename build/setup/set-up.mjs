// Does the steps that are not done, one after another, and says how it ended.
// A second set-up in the same clone waits for the first. Ended anywhere, the next one goes on.
import path from 'node:path';
import { asFailure, failureText, Interrupted, limitText, NotPossibleHere } from './failure.mjs';
import { takeLock } from './lock.mjs';
import { nodeTooOld } from './node-version.mjs';
import { Progress } from './progress.mjs';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const EXIT_CODE = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * @typedef {object} SetUpOptions
 * @property {readonly import('./step.mjs').Step[]} steps in order; a later one may need an earlier one
 * @property {import('./site.mjs').Site} site
 * @property {import('./progress.mjs').Output} output
 * @property {'warn' | 'fail'} limits whether a step this machine cannot do is a warning or a failure
 */

/**
 * @param {SetUpOptions} options
 * @returns {Promise<number>} exit code: 0 ready, 1 a step failed (said on `output`), 128 + n ended by a signal
 */
export async function setUp({ steps, site, output, limits }) {
  const progress = new Progress({ output });
  const tooOld = nodeTooOld(process.versions.node);
  if (tooOld !== undefined) {
    progress.say(failureText('Node', tooOld));
    return 1;
  }
  if (allDone(steps, site)) return 0;
  const abort = new AbortController();
  const onSignal = (/** @type {NodeJS.Signals} */ signal) => abort.abort(new Interrupted(signal));
  for (const signal of SIGNALS) process.on(signal, onSignal);
  let current = 'start';
  /** @type {import('./lock.mjs').Lock | undefined} */
  let lock;
  try {
    lock = await takeLock(path.join(site.runtime, 'set-up.lock'), {
      onWait: (pid) =>
        progress.say(`Another set-up (process ${pid}) is at work in this folder: waiting for it.`),
      signal: abort.signal,
    });
    const work = { site, progress, signal: abort.signal, onTool: lock.noteTool };
    for (const [index, step] of steps.entries()) {
      current = step.name;
      if (step.isDone(site)) continue;
      progress.begin(step.name, index + 1, steps.length);
      await doStep(step, work, limits);
    }
    return 0;
  } catch (error) {
    progress.clear();
    if (error instanceof Interrupted) {
      progress.say(`Set-up was interrupted at "${current}". The same command goes on from there.`);
      return EXIT_CODE[/** @type {'SIGINT'} */ (error.signal)];
    }
    progress.say(failureText(current, asFailure(error)));
    return 1;
  } finally {
    lock?.release();
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}

/**
 * @param {import('./step.mjs').Step} step
 * @param {import('./step.mjs').Work} work
 * @param {'warn' | 'fail'} limits
 */
async function doStep(step, work, limits) {
  try {
    await step.run(work);
    work.progress.done();
  } catch (error) {
    if (!(error instanceof NotPossibleHere) || limits === 'fail') throw error;
    work.progress.clear();
    work.progress.say(limitText(step.name, error));
  }
}

/**
 * @param {readonly import('./step.mjs').Step[]} steps
 * @param {import('./site.mjs').Site} site
 */
function allDone(steps, site) {
  return steps.every((step) => step.isDone(site));
}
