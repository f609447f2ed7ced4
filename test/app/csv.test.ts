// A csv as the task, chosen in the form: the sample trains, and a file that is not there is told of.
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { chooseSpeed, press, setField, untilReady, untilState } from './lab';
import { look, SCREENSHOTS } from './look';
import { openApp } from './open-app';

it('trains on the sample, and says of a file of an unsaved experiment what to do', async () => {
  const opened = await openApp();
  onTestFinished(async () => void (await opened.close()));
  const { page } = opened;
  await untilReady(page);
  await page.locator('[data-path="task.kind"]').selectOption('csv');
  await chooseSpeed(page, 'full');
  await press(page, 'run');
  await untilState(page, /done/i);
  await look(opened, 1280, 800, 'light');
  await page.screenshot({ path: path.join(SCREENSHOTS, 'csv-light.png') });
  await setField(page, 'task.path', 'data.csv');
  await press(page, 'run');
  const said = page.getByText(/save it into the folder of the csv file/);
  await said.first().waitFor();
  await look(opened, 1920, 1080, 'dark');
  await page.screenshot({ path: path.join(SCREENSHOTS, 'csv-dark.png') });
  expect(await page.locator('[data-path="task.target"]').inputValue()).toBe('SUNACTIVITY');
});
