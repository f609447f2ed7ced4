// Initial weights chosen in the window: begun with to the digit, refused with one sentence, told of where a lane cannot take them.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readSafetensors } from '../../src-core/export/safetensors';
import { referenceTrace } from '../training/reference-traces';
import { temporaryFolder } from '../trainer/temporary-folder';
import { chooseFile } from './dialogs';
import { chooseSpeed, press, setField, untilReady, untilState } from './lab';
import { look, SCREENSHOTS } from './look';
import { openApp, ROOT } from './open-app';
import { currentFolder, readTrace } from './recorded-run';

const WEIGHTS = path.join(ROOT, 'test', 'reference', 'rnn-tanh-adam.safetensors');

const tensorsIn = (file: string) => readSafetensors(readFileSync(file));

it('are begun with by the lanes whose network they are of, and let go of again', async () => {
  const open = await openApp();
  const { app, page } = open;
  await untilReady(page);
  const field = page.getByTestId('start-weights');
  expect(await field.innerText()).toContain('drawn from each seed');

  const wrong = path.join(temporaryFolder(), 'wrong.safetensors');
  writeFileSync(wrong, 'no weights at all');
  await chooseFile(app, wrong);
  await page.getByTestId('choose-weights').click();
  expect(await field.getByRole('alert').innerText()).toMatch(/wrong\.safetensors holds no weights\. .*\.$/);
  expect(await field.innerText()).toContain('drawn from each seed');

  await chooseFile(app, WEIGHTS);
  await page.getByTestId('choose-weights').click();
  await field.getByText('rnn-tanh-adam.safetensors').waitFor();
  await page.getByTestId('compare').click();
  await page.getByRole('menuitem', { name: 'LSTM' }).click();
  await setField(page, 'training.steps', 30);
  await chooseSpeed(page, 'full');
  await press(page, 'run');
  await untilState(page, 'Done');
  expect(await field.innerText()).toMatch(/Not used for LSTM, whose weights are drawn: .*\./);
  await look(open, 1280, 800, 'light');
  await field.scrollIntoViewIfNeeded();
  await page.screenshot({ path: path.join(SCREENSHOTS, 'weights.png') });
  const folder = await currentFolder(page);
  expect(tensorsIn(path.join(folder, 'rnn', 'seed-1', 'initial.safetensors'))).toEqual(tensorsIn(WEIGHTS));
  // PyTorch began with them, too.
  const { loss } = referenceTrace('rnn-tanh-adam');
  const trained = (await readTrace(folder)).get('loss') ?? [];
  trained.forEach((value, step) => expect(Math.abs(value / (loss[step] ?? NaN) - 1)).toBeLessThan(2e-4));

  await page.getByTestId('clear-weights').click();
  await field.getByText('drawn from each seed').waitFor();
  await press(page, 'run');
  await untilState(page, 'Done');
  const drawn = (await readTrace(await currentFolder(page))).get('loss') ?? [];
  expect(drawn[0]).not.toBe(trained[0]);
});

it('that fit no lane keep a run from starting', async () => {
  const { app, page } = await openApp();
  await untilReady(page);
  await chooseFile(app, path.join(ROOT, 'test', 'reference', 'lstm-adam-clip1.safetensors'));
  await page.getByTestId('choose-weights').click();
  await page.getByTestId('start-weights').getByText('lstm-adam-clip1').waitFor();
  await press(page, 'run');
  await page
    .getByText(/initial weights of one of its lanes/)
    .first()
    .waitFor();
  await page.getByTestId('clear-weights').click();
  await setField(page, 'training.steps', 5);
  await chooseSpeed(page, 'full');
  await press(page, 'run');
  await untilState(page, 'Done');
});
