// What no single field can say: how fields go together.
import { describeValue } from './describe-value';
import type { Settings, StatedSettings } from './experiment';
import type { Problem } from './problem';
import { describeSize, estimateSize, LARGEST_SIZE } from './size-estimate';
import { taskNeeds, taskTraits } from './task-traits';

/** Problems of settings whose every field is good by itself. */
export function combinationProblems(settings: StatedSettings): readonly Problem[] {
  const { model, training } = settings;
  const problems: Problem[] = [];
  if (model.dropout > 0 && model.layers === 1) {
    problems.push({
      path: 'model.dropout',
      expected: '0 with one layer (dropout acts between layers)',
      got: String(model.dropout),
      rule: { kind: 'dropout-one-layer' },
    });
  }
  const { optimizer } = training;
  if (optimizer.kind === 'sgd' && optimizer.nesterov && optimizer.momentum === 0) {
    problems.push({
      path: 'training.optimizer.nesterov',
      expected: 'false without momentum (set momentum above 0)',
      got: 'true',
      rule: { kind: 'nesterov-no-momentum' },
    });
  }
  return [...problems, ...taskProblems(settings)];
}

/** What training may not be set to with the task. */
function taskProblems({ task, training }: StatedSettings): readonly Problem[] {
  const { shortest, target } = taskTraits(task.kind);
  const { lossKind, lossOn, carryState } = taskNeeds(task.kind);
  const { loss } = training;
  const problems: Problem[] = [];
  const add = (path: string, expected: string, got: unknown) =>
    problems.push({ path, expected: `${expected} with the task ${task.kind}`, got: describeValue(got) });
  if (task.timeStep < shortest) add('task.timeStep', `at least ${shortest}`, task.timeStep);
  if (loss.kind !== lossKind) {
    const why = target === 'classes' ? 'its targets are classes' : 'its targets are numbers';
    add('training.loss.kind', `${lossKind} (${why})`, loss.kind);
  }
  if (lossOn !== null && loss.on !== lossOn) {
    const why = lossOn === 'last' ? 'it is answered at the last point' : 'its answer takes several points';
    add('training.loss.on', `${lossOn} (${why})`, loss.on);
  }
  if (carryState !== null && training.carryState !== carryState) {
    add('training.carryState', 'false (its sequences do not follow on each other)', true);
  }
  return problems;
}

/** What a run with these settings would need beyond reason; empty for anything this program is made for. */
export function sizeProblems(settings: Settings): readonly Problem[] {
  const size = estimateSize(settings);
  const { model, task, training } = settings;
  const problems: Problem[] = [];
  if (size.bytes > LARGEST_SIZE.bytes) {
    const [limit, need] = [describeSize.bytes(LARGEST_SIZE.bytes), describeSize.bytes(size.bytes)];
    problems.push({
      path: 'model',
      expected: `a run of at most ${limit} of memory (make hiddenSize, layers, timeStep or batchSize smaller)`,
      got: `about ${need} (hiddenSize ${model.hiddenSize}, layers ${model.layers}, timeStep ${task.timeStep}, batchSize ${training.batchSize})`,
      rule: { kind: 'memory', limit, need },
    });
  }
  if (size.seconds > LARGEST_SIZE.seconds) {
    const [limit, need] = [describeSize.seconds(LARGEST_SIZE.seconds), describeSize.seconds(size.seconds)];
    problems.push({
      path: 'training.steps',
      expected: `a run of at most ${limit} (take fewer steps, or a smaller network or window)`,
      got: `about ${need} for ${training.steps} steps`,
      rule: { kind: 'time', limit, need },
    });
  }
  return problems;
}
