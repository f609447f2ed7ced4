// A process that records one run until it is ended: a line on stdout for every chunk that append took, and for a failure.
// Arguments: folder, chunks to record.
import { writeSync } from 'node:fs';
import path from 'node:path';
import { openExperimentFolder } from '../../electron/runs/experiment-folder';
import { RunRecorder } from '../../electron/trainer/recorder/run-recorder';
import { chunk, ended, EXPERIMENT, started, STEPS_PER_CHUNK, WEIGHTS, WINDOW } from './recorded-data';

const [dir = '', chunks = '0'] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);

const opened = openExperimentFolder({ dir, experiment: EXPERIMENT, mode: 'new' });
if (opened.kind === 'refused') {
  say(`refused ${opened.message}`);
} else {
  const { folder } = opened;
  const run = started();
  const recorder = new RunRecorder(path.join(dir, 'rnn', 'seed-1'), run, WEIGHTS);
  folder.follow(run);
  say('started');
  for (let i = 0; i < Number(chunks); i += 1) {
    const failure = recorder.append(chunk(i * STEPS_PER_CHUNK, STEPS_PER_CHUNK));
    say(failure === null ? `recorded ${i + 1}` : `failed ${failure.kind}: ${failure.message}`);
  }
  recorder.finish({ weights: WEIGHTS, lastWindow: WINDOW });
  const { failure } = recorder;
  folder.follow(
    ended({ runId: run.runId, ...(failure === null ? {} : { status: 'failed' as const, failure }) }),
  );
  say(`closed ${JSON.stringify((await folder.close()).failure)}`);
}
