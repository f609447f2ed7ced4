// `unroll run --resume <dir>`: what of a recorded experiment is left to train, and on which engine.
import { planResume } from '../runs/plan-resume';
import { type EngineNames, isForced, readEngineChoice } from './engine-options';
import type { Terminal } from './terminal';
import type { TrainRequest } from './train-experiment';
import { UsageError } from './usage-error';

export interface ResumeOptions extends EngineNames {
  readonly resume: string;
  readonly steps?: string | undefined;
}

/**
 * The part of a training request that goes on in a folder. On the engine of the record, unless another is asked for.
 * @throws UsageError where the folder cannot be gone on with
 */
export function readResume(
  options: ResumeOptions,
  terminal: Terminal,
): Pick<TrainRequest, 'experiment' | 'files' | 'dir' | 'mode' | 'choice' | 'take'> {
  const dir = terminal.resolve(options.resume);
  const plan = planResume(dir, readSteps(options.steps));
  if (plan.kind === 'refused') throw new UsageError(plan.problems);
  const asked = readEngineChoice(options);
  const choice = isForced(asked) ? asked : plan.choice;
  const { experiment, files, take } = plan;
  return { experiment, files, dir, mode: 'continue', choice, take };
}

/** @throws UsageError for anything but a whole number of steps, 1 or more */
function readSteps(text: string | undefined): number | null {
  if (text === undefined) return null;
  const steps = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(steps) && steps > 0) return steps;
  throw new UsageError([`--steps: expected a whole number of steps, 1 or more, got ${text || 'nothing'}.`]);
}
