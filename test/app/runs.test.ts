// The view of what was recorded, as a person uses it: found, annotated, deleted and brought back, opened, continued.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { chooseSpeed, ENDLESS, press, setField, stepsTaken, untilReady, untilState, untilSteps } from './lab';
import { look, SCREENSHOTS } from './look';
import { newUserData, openApp } from './open-app';

const show = (page: Page, view: 'Lab' | 'Runs'): Promise<void> =>
  page.getByRole('navigation').getByRole('button', { name: view, exact: true }).click();

const rows = (page: Page) => page.getByRole('region', { name: 'Recorded experiments' }).getByRole('listitem');

const recordsIn = (userData: string): readonly string[] =>
  readdirSync(path.join(userData, 'runs')).filter((name) => !name.startsWith('.'));

async function train(page: Page, steps: number): Promise<void> {
  await untilReady(page);
  await setField(page, 'training.steps', steps);
  await press(page, 'run');
  await untilState(page, 'Done');
}

it('lists what was recorded, and keeps what a person does with it', async () => {
  const userData = await newUserData();
  const open = await openApp({ userData });
  const { page, close } = open;
  await untilReady(page);
  await show(page, 'Runs');
  await page.getByText('Nothing recorded yet').waitFor();
  await show(page, 'Lab');
  await chooseSpeed(page, 'full');
  await train(page, 40);
  const loss = await page.getByTestId('figure-loss').innerText();
  await train(page, 30);

  await show(page, 'Runs');
  await expect.poll(() => rows(page).count()).toBe(2);
  expect(await rows(page).nth(0).innerText()).toContain('30 steps');
  expect(await rows(page).nth(1).innerText()).toContain('40 steps');
  await page.getByLabel('Search').fill('training.steps=40');
  await expect.poll(() => rows(page).count()).toBe(1);
  await page.getByLabel('Search').fill('nonsense<3');
  await page.getByText('There is no setting or result nonsense.').waitFor();
  await page.getByLabel('Search').fill('training.steps=40');

  await rows(page).first().getByRole('button').click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('<b>the one</b>');
  await page.getByRole('textbox', { name: 'Name', exact: true }).press('Tab');
  await page.getByRole('textbox', { name: /^Tags/ }).fill('paper, talk');
  await page.getByRole('textbox', { name: /^Tags/ }).press('Tab');
  await expect.poll(() => rows(page).first().innerText()).toContain('<b>the one</b>');
  await page.getByLabel('Search').fill('tag:talk');
  await expect.poll(() => rows(page).count()).toBe(1);

  await page.getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => rows(page).count()).toBe(0);
  expect(recordsIn(userData)).toHaveLength(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => rows(page).count()).toBe(1);
  expect(recordsIn(userData)).toHaveLength(2);

  await rows(page).first().getByRole('button').click();
  await page.getByRole('button', { name: 'Open in the Lab' }).click();
  await untilState(page, 'Done');
  expect(await page.getByTestId('figure-loss').innerText()).toBe(loss);
  expect(await stepsTaken(page)).toBe(40);
  await show(page, 'Runs');
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const)
    for (const theme of ['light', 'dark'] as const) {
      await rows(page).first().getByRole('checkbox').check();
      await rows(page).nth(1).getByRole('checkbox').check();
      await look(open, width, height, theme);
      await page.screenshot({ path: path.join(SCREENSHOTS, `runs-${width}-${theme}.png`) });
    }
  expect(await close()).toBe(0);

  const again = await openApp({ userData });
  await show(again.page, 'Runs');
  await expect.poll(() => rows(again.page).count()).toBe(2);
  expect(await rows(again.page).nth(1).innerText()).toContain('<b>the one</b>');
});

it('goes on with a run of an earlier session, from the step where it stopped', async () => {
  const userData = await newUserData();
  const first = await openApp({ userData });
  await untilReady(first.page);
  await chooseSpeed(first.page, 'full');
  await setField(first.page, 'training.steps', ENDLESS);
  await press(first.page, 'run');
  await untilSteps(first.page, 20_000);
  expect(await first.close()).toBe(0);
  const [id = ''] = recordsIn(userData);
  const run = path.join(userData, 'runs', id, 'rnn', 'seed-1');
  const before = readFileSync(path.join(run, 'trace.csv'), 'utf8').trimEnd().split('\n');

  const { page } = await openApp({ userData });
  await untilReady(page);
  await show(page, 'Runs');
  expect(await rows(page).first().innerText()).toContain('interrupted');
  await rows(page).first().getByRole('button').click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await untilSteps(page, before.length + 20_000);
  await press(page, 'stop');
  await untilState(page, 'Stopped');
  const after = readFileSync(path.join(run, 'trace.csv'), 'utf8').trimEnd().split('\n');
  expect(recordsIn(userData)).toEqual([id]);
  expect(after.length).toBeGreaterThan(before.length);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.slice(1).every((line, step) => line.startsWith(`${step},`))).toBe(true);
});
