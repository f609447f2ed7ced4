// How many training steps one program call takes: bounded by the room for what they are given and what they return.
import type { Settings } from './experiment';
import { taskSizes } from './task-sizes';

/** Numbers of all steps of a call together: a megabyte of them. */
const VALUES_PER_CALL = 2 ** 18;

/** Most steps of a call, however small: no call is to last long. */
const MOST_STEPS = 1024;

/** Numbers that a step is given, windows and dropout masks, and those that it returns, flow and prediction. */
export function valuesPerStep({ model, task, training }: Settings): number {
  const { inputSize, outputSize } = taskSizes(task);
  const points = task.timeStep * training.batchSize;
  const directions = model.bidirectional ? 2 : 1;
  const masks = model.dropout > 0 ? (model.layers - 1) * points * model.hiddenSize * directions : 0;
  const flow = model.layers * directions * task.timeStep;
  return points * (inputSize + outputSize) + masks + flow + task.timeStep * outputSize;
}

/** Steps per call for which its windows, masks and records stay within about a megabyte; one where a step needs more. */
export function stepsPerCall(settings: Settings): number {
  const fitting = Math.floor(VALUES_PER_CALL / valuesPerStep(settings));
  return Math.min(MOST_STEPS, Math.max(1, fitting));
}
