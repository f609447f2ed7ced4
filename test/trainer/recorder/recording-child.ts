// A process that records one run until it is ended: a line on stdout for every chunk that append took, and for a failure.
// Arguments: folder, chunks to record.
import { writeSync } from 'node:fs';
import { openExperimentFolder } from '../../../electron/trainer/recorder/experiment-folder';
import { chunk, ended, EXPERIMENT, started, STEPS_PER_CHUNK, WEIGHTS, WINDOW } from './recorded-data';

const [dir = '', chunks = '0'] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);

const opened = openExperimentFolder({ dir, experiment: EXPERIMENT, mode: 'new' });
if (opened.kind === 'refused') {
  say(`refused ${opened.message}`);
} else {
  const recorder = opened.folder.startRun(started(), WEIGHTS);
  say('started');
  for (let i = 0; i < Number(chunks); i += 1) {
    const failure = recorder.append(chunk(i * STEPS_PER_CHUNK, STEPS_PER_CHUNK));
    say(failure === null ? `recorded ${i + 1}` : `failed ${failure.kind}: ${failure.message}`);
  }
  opened.folder.endRun(recorder, ended(), { weights: WEIGHTS, lastWindow: WINDOW });
  say(`closed ${JSON.stringify((await opened.folder.close()).failure)}`);
}
