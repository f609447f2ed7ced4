// One experiment at a time, also while one is only about to begin.
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { forkNodeHost } from '../../electron/hosts/fork-node-host';
import { TrainerHosts } from '../../electron/hosts/trainer-hosts';
import { Trainer } from '../../electron/main/trainer';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import { NO_TASK_FILES } from '../../electron/runs/task-files/task-files';
import { AUTO, experimentOf, planned } from '../hosts/host';
import { buildBundles, HOST_SCRIPT } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';

beforeAll(buildBundles);

function newTrainer(weights: readonly NamedTensor[] | null = null): Trainer {
  const hosts = new TrainerHosts({ fork: () => forkNodeHost(HOST_SCRIPT, {}), choice: AUTO }, 1, 1);
  const trainer = new Trainer({
    hosts,
    runsFolder: path.join(temporaryFolder(), 'runs'),
    experimentFolder: () => null,
    weights: () => weights,
    onBegin: () => undefined,
  });
  onTestFinished(() => trainer.shutdown());
  return trainer;
}

const request = { experiment: experimentOf(5), pace: { kind: 'full' } } as const;

/** Of no network: it takes the host a moment to say so. */
const FOREIGN = [{ name: 'foreign', shape: [1], values: new Float32Array(1) }];

describe('the trainer of the window', () => {
  it('starts one of two experiments that are started at once', async () => {
    const trainer = newTrainer();
    const phases: string[] = [];
    trainer.onPhase((phase) => phases.push(phase));
    const idle = new Promise<void>((resolve) =>
      trainer.onPhase((phase) => (phase === 'idle' ? resolve() : undefined)),
    );
    const [first, second] = await Promise.all([trainer.start(request), trainer.start(request)]);
    expect(first.kind).toBe('started');
    expect(second).toEqual({
      kind: 'refused',
      problems: [
        expect.objectContaining({
          expected: 'no other experiment to be training',
          got: `${request.experiment.name}, which still does`,
        }),
      ],
    });
    await idle;
    expect(phases).toEqual(['running', 'idle']);
  });

  it('begins nothing else while weights are fitted, and everything after', async () => {
    const trainer = newTrainer(FOREIGN);
    const starting = trainer.start(request);
    const why = `${request.experiment.name} still trains: stop it, or wait for its end.`;
    const { dir, jobs } = planned(request.experiment);
    expect(await trainer.open(dir)).toEqual({ kind: 'refused', why });
    expect(await trainer.continue(dir, request.pace)).toEqual({ kind: 'refused', why });
    const { experiment } = request;
    expect(await trainer.conductAside({ experiment, files: NO_TASK_FILES, dir, mode: 'new', jobs })).toBe(
      why,
    );
    expect(await starting).toMatchObject({
      kind: 'refused',
      problems: [{ expected: 'initial weights of one of its lanes' }],
    });
    expect(await trainer.open(dir)).toMatchObject({ kind: 'refused', why: expect.not.stringContaining(why) });
  });
});
