import { effectScope, nextTick, shallowRef } from 'vue';
import { describe, expect, it } from 'vitest';
import { useInspections, type Inspected } from '../../../renderer/composables/useInspections';
import type { InspectedStep } from '../../../src-core/contract/inspection';
import { ScriptedBridge } from './scripted-bridge';

const told = (step: number): InspectedStep => ({
  kind: 'step',
  step,
  loss: 0.5,
  gradNorm: 1,
  gradNormClipped: 1,
  directions: [],
  window: null,
  weights: null,
  histograms: null,
});
const at = (step: number): Inspected => ({ runId: 'a', step, parts: [] });

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await nextTick();
}

describe('useInspections', () => {
  it('asks one question at a time, and next about the step that is looked at by then', async () => {
    const bridge = new ScriptedBridge();
    const wanted = shallowRef<readonly Inspected[]>([at(1)]);
    const scope = effectScope();
    const states = scope.run(() => useInspections({ bridge, wanted: () => wanted.value, live: () => false }));
    for (const step of [2, 3, 4]) {
      wanted.value = [at(step)];
      await settle();
    }
    expect(bridge.inspected.map(({ question }) => question.step)).toEqual([1]);
    bridge.answerInspection(told(1));
    await settle();
    expect(bridge.inspected.map(({ question }) => question.step)).toEqual([1, 4]);
    bridge.answerInspection(told(4));
    await settle();
    expect(states?.value.get('a')).toEqual({ step: told(4), refusal: null });
    // Nothing new is wanted.
    expect(bridge.inspected).toHaveLength(2);
    scope.stop();
  });

  it('keeps the last answer beside a refusal, and forgets runs that are gone', async () => {
    const bridge = new ScriptedBridge();
    const wanted = shallowRef<readonly Inspected[]>([at(1)]);
    const scope = effectScope();
    const states = scope.run(() => useInspections({ bridge, wanted: () => wanted.value, live: () => false }));
    bridge.answerInspection(told(1));
    await settle();
    wanted.value = [at(2)];
    await settle();
    bridge.answerInspection({ kind: 'refused', message: 'Not now.' });
    await settle();
    expect(states?.value.get('a')).toEqual({ step: told(1), refusal: 'Not now.' });
    wanted.value = [{ ...at(0), runId: 'b' }];
    await settle();
    bridge.answerInspection(told(0));
    await settle();
    expect([...(states?.value.keys() ?? [])]).toEqual(['b']);
    scope.stop();
  });

  it('asks again about a run that it has looked away from', async () => {
    const bridge = new ScriptedBridge();
    const wanted = shallowRef<readonly Inspected[]>([at(1)]);
    const scope = effectScope();
    const states = scope.run(() => useInspections({ bridge, wanted: () => wanted.value, live: () => false }));
    bridge.answerInspection(told(1));
    await settle();
    wanted.value = [{ ...at(1), runId: 'b' }];
    await settle();
    bridge.answerInspection(told(1));
    await settle();
    wanted.value = [at(1)];
    await settle();
    expect(bridge.inspected.map(({ runId }) => runId)).toEqual(['a', 'b', 'a']);
    bridge.answerInspection(told(1));
    await settle();
    expect([...(states?.value.keys() ?? [])]).toEqual(['a']);
    scope.stop();
  });

  it('drops what comes after its view is gone', async () => {
    const bridge = new ScriptedBridge();
    const scope = effectScope();
    const states = scope.run(() => useInspections({ bridge, wanted: () => [at(1)], live: () => false }));
    scope.stop();
    bridge.answerInspection(told(1));
    await settle();
    expect(states?.value.size).toBe(0);
  });
});
