// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { computed, effectScope, type EffectScope } from 'vue';
import { useRunCommands } from '../../../renderer/composables/useRunCommands';
import { useTraining } from '../../../renderer/composables/useTraining';
import type { StartedExperiment } from '../../../src-core/contract/ipc';
import { articleExperiment } from '../../../src-core/experiment/article';
import { chunk, ended, started } from '../runs/run-events';
import { ScriptedBridge } from './scripted-bridge';

const experiment = articleExperiment();
const runs = [{ runId: 'a', lane: 'RNN', seed: 1 }];
const full = { kind: 'full' } as const;
/** All that is settled by now has had its turn, and then a frame. */
async function nextFrame(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => requestAnimationFrame(resolve));
}

let scope: EffectScope | null = null;
afterEach(() => scope?.stop());

function open(current: StartedExperiment | null = null) {
  const bridge = new ScriptedBridge();
  scope = effectScope();
  const opened = scope.run(() => {
    const training = useTraining(bridge, current);
    const commands = useRunCommands({
      bridge,
      snapshot: training.snapshot,
      obstacle: computed(() => null),
      start: () => void training.start(experiment, full),
      control: training.control,
    });
    return { bridge, training, commands };
  });
  if (opened === undefined) throw new Error('the scope did not run');
  return opened;
}

async function running() {
  const lab = open();
  lab.commands.perform('run');
  lab.bridge.reply({ kind: 'started', runs, folder: '/runs', unfit: [] });
  await nextFrame();
  lab.bridge.send(started());
  await nextFrame();
  return lab;
}

describe('training from the window', () => {
  it('goes from the request over the run to its end', async () => {
    const { bridge, training, commands } = open();
    expect(training.phase.value).toBe('empty');
    commands.perform('run');
    await nextFrame();
    expect([training.phase.value, commands.canRun.value]).toEqual(['starting', false]);
    // The series take a shorter road than the reply.
    bridge.send(started(), chunk(0, [0.5]));
    bridge.reply({ kind: 'started', runs, folder: '/runs', unfit: [] });
    await nextFrame();
    expect(training.snapshot.value).toMatchObject({ phase: 'running', taken: 1, total: 100 });
    bridge.send(chunk(1, [0.25]), ended({ steps: 2 }));
    await nextFrame();
    expect(training.snapshot.value).toMatchObject({ phase: 'ended', taken: 2 });
    expect(commands.canRun.value).toBe(true);
  });

  it('tells the page once per frame, however much has come', async () => {
    const { bridge, training } = await running();
    const before = training.snapshot.value;
    bridge.send(chunk(0, [1]), chunk(1, [1]), chunk(2, [1]));
    expect(training.snapshot.value).toBe(before);
    await nextFrame();
    expect(training.snapshot.value.taken).toBe(3);
    const after = training.snapshot.value;
    bridge.send({ ...chunk(3, [1]), runId: 'stranger' });
    await nextFrame();
    expect(training.snapshot.value).toBe(after);
  });

  it('shows a run that was going on when the window was loaded anew', async () => {
    const { bridge, training } = open({ experiment, pace: full, runs, folder: '/runs', opened: null });
    bridge.send(started(), chunk(0, [0.5, 0.25]));
    await nextFrame();
    expect(training.snapshot.value).toMatchObject({ phase: 'running', taken: 2 });
  });

  it('says why a start was refused or failed, and can start again', async () => {
    const { bridge, training, commands } = open();
    commands.perform('run');
    bridge.reply({ kind: 'refused', problems: [{ path: 'training.steps', expected: 'fewer', got: '10' }] });
    await nextFrame();
    expect(training.complaint.value).toEqual({
      what: 'not-started',
      why: [{ path: 'training.steps', expected: 'fewer', got: '10' }],
    });
    commands.perform('run');
    expect(training.complaint.value).toBeNull();
    bridge.fail('The disk is full.');
    await nextFrame();
    expect(training.complaint.value).toEqual({ what: 'not-started', why: 'The disk is full.' });
    expect(training.phase.value).toBe('empty');
    expect(bridge.requests).toHaveLength(2);
  });

  it('says so when a folder cannot be shown', async () => {
    const { training } = open();
    training.reveal('a');
    await nextFrame();
    expect(training.complaint.value).toEqual({ what: 'folder-not-shown', why: 'No such folder.' });
  });

  it('lets go of the bridge with its scope', () => {
    const { bridge } = open();
    expect(bridge.listeners).toBe(2);
    scope?.stop();
    expect(bridge.listeners).toBe(0);
  });
});

describe('the commands', () => {
  const actions = (bridge: ScriptedBridge) =>
    bridge.controlled.map(({ runId, action }) => `${runId} ${action.kind}`);

  it('act on the run that goes on, by button and menu alike', async () => {
    const { bridge, commands } = await running();
    commands.perform('pause');
    bridge.send({ kind: 'run-paused', runId: 'a', step: 3 });
    await nextFrame();
    bridge.choose('step');
    bridge.choose('pause');
    commands.perform('run');
    bridge.choose('stop');
    expect(actions(bridge)).toEqual(['a pause', 'a step', 'a resume', 'a resume', 'a stop']);
  });

  it('answer to their keys wherever the focus is', async () => {
    const { bridge } = await running();
    const press = (key: string, more: KeyboardEventInit = {}): boolean =>
      window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, ...more }));
    expect([press('F8'), press('F9'), press('F5', { shiftKey: true })]).toEqual([false, false, false]);
    // Not theirs: another modifier, a key held down, another key.
    expect([press('F9', { ctrlKey: true }), press('F9', { repeat: true }), press('a')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(actions(bridge)).toEqual(['a pause', 'a step', 'a stop']);
  });

  it('do nothing that cannot be done', () => {
    const { bridge, commands } = open();
    for (const command of ['pause', 'step', 'stop'] as const) commands.perform(command);
    expect(bridge.controlled).toEqual([]);
  });

  it('cannot start a second run beside the first', async () => {
    const { bridge, commands } = await running();
    commands.perform('run');
    expect(bridge.requests).toHaveLength(1);
  });
});
