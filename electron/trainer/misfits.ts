import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { Settings } from '../../src-core/experiment/experiment';
import { taskSizes } from '../../src-core/experiment/task-sizes';
import { flatValues, parameterLayout } from '../../src-core/network/parameters';
import { oneSentence } from './failure-of';

/** Per settings: null where the weights are those of its network, else one sentence on the first that is not. */
export function misfitsOf(
  weights: readonly NamedTensor[],
  settings: readonly Settings[],
): readonly (string | null)[] {
  return settings.map(({ task, model }) => {
    const { inputSize, outputSize } = taskSizes(task);
    try {
      flatValues(weights, parameterLayout(model, inputSize, outputSize));
      return null;
    } catch (error) {
      return oneSentence(error instanceof Error ? error : new Error(String(error)));
    }
  });
}
