// Peer brain.js: its time-step networks, trained window by window as its documentation shows. Another model and another
// update than ours (see the README): a figure for what the library does, not a comparison of the same work.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { recurrent } from 'brain.js';
import { sequenceSource } from '../../../src-core/task/sequence-source';
import { rowSettings } from '../row';
import { type Recorded, type Trainer, Unavailable, type Work, serve } from './serve';

const networks = { rnn: recurrent.RNNTimeStep, lstm: recurrent.LSTMTimeStep, gru: recurrent.GRUTimeStep };

async function makeTrainer({ row, learningRate }: Work): Promise<Trainer> {
  const { batchSize, hiddenSize, timeStep } = row;
  if (batchSize > 1) throw new Unavailable('brain.js trains one sequence at a time and has no batches.');
  const options = { inputSize: 1, outputSize: 1, hiddenLayers: [hiddenSize] };
  const network = new networks[row.cell](options);
  const source = sequenceSource(rowSettings(row), 1);
  let step = 0;

  function window(): number[] {
    const batch = { input: new Float32Array(timeStep), target: new Float32Array(timeStep) };
    source.writeBatch(step, 1, batch);
    step += 1;
    return Array.from(batch.input);
  }

  function advance(steps: number): Recorded {
    // One pass over the windows is one update per window. The error of the pass is all it tells.
    const windows = Array.from({ length: steps }, window);
    const { error } = network.train(windows, { iterations: 1, errorThresh: 0, learningRate });
    return { loss: [error], gradNorm: [] };
  }
  return { version: `brain.js ${version()}`, chunk: 1, advance };
}

function version(): string {
  const file = createRequire(__filename).resolve('brain.js/package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

void serve(makeTrainer);
