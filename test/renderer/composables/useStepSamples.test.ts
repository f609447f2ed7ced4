import { effectScope, nextTick, shallowRef } from 'vue';
import { describe, expect, it } from 'vitest';
import { sampledSteps, useStepSamples, type SampledRun } from '../../../renderer/composables/useStepSamples';
import { ScriptedBridge } from './scripted-bridge';

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await nextTick();
}

describe('useStepSamples', () => {
  it('spreads its questions evenly over the steps taken', () => {
    expect(sampledSteps({ runId: 'a', taken: 5, steps: 60 })).toEqual([0, 1, 2, 3, 4]);
    expect(sampledSteps({ runId: 'a', taken: 250, steps: 6000 })).toEqual([0, 100, 200]);
    expect(sampledSteps({ runId: 'a', taken: 0, steps: 60 })).toEqual([]);
  });

  it('asks for one after the other as the run goes on, and gives up on a run that is refused', async () => {
    const bridge = new ScriptedBridge();
    const runs = shallowRef<readonly SampledRun[]>([{ runId: 'a', taken: 1, steps: 60 }]);
    const scope = effectScope();
    const spectra = scope.run(() => useStepSamples(bridge, 'spectrum', () => runs.value));
    const gates = [{ suffix: 'l0', gate: 'h', radius: 0.5, norm: 1 }];
    bridge.answerInspection({ kind: 'spectrum', step: 0, gates });
    await settle();
    expect(bridge.inspected).toHaveLength(1);
    runs.value = [{ runId: 'a', taken: 3, steps: 60 }];
    await settle();
    bridge.answerInspection({ kind: 'spectrum', step: 1, gates });
    await settle();
    expect(spectra?.value.get('a')?.map(({ step }) => step)).toEqual([0, 1]);
    bridge.answerInspection({ kind: 'refused', message: 'No.' });
    await settle();
    runs.value = [{ runId: 'a', taken: 9, steps: 60 }];
    await settle();
    expect(bridge.inspected.map(({ question }) => question.step)).toEqual([0, 1, 2]);
    scope.stop();
  });
});
