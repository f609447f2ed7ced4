// A record of somebody else's in the window: shown as it was, trained again to be believed, and only kept if a person says so.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { beforeAll, expect, it, vi } from 'vitest';
import { recordedFolder } from '../cli/recorded-folder';
import { unroll } from '../cli/unroll';
import { buildBundles } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { asked, chooseFile } from './dialogs';
import { stepsTaken, untilReady, untilState } from './lab';
import { look, SCREENSHOTS } from './look';
import { ELECTRON, environment, newUserData, openApp, ROOT } from './open-app';

beforeAll(buildBundles);

const click = (app: ElectronApplication, id: string): Promise<void> =>
  app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);

const show = (page: Page, view: 'Lab' | 'Runs'): Promise<void> =>
  page.getByRole('navigation').getByRole('button', { name: view, exact: true }).click();

const rows = (page: Page) => page.getByRole('region', { name: 'Recorded experiments' }).getByRole('listitem');
const strip = (page: Page) => page.getByTestId('opened-strip');

const kept = (userData: string): readonly string[] => {
  mkdirSync(path.join(userData, 'runs'), { recursive: true });
  return readdirSync(path.join(userData, 'runs')).filter((name) => !name.startsWith('.'));
};

async function bundleOf(dir: string, name: string): Promise<string> {
  const file = path.join(temporaryFolder(), name);
  const ended = await unroll(['export', dir, '--format', 'bundle', '--out', file]);
  expect(ended.code, ended.stderr).toBe(0);
  return file;
}

const record = (name: string, steps: number): Promise<string> =>
  recordedFolder({
    name,
    training: { steps },
    lanes: [
      { label: 'RNN', set: {} },
      { label: 'LSTM', set: { 'model.cell': 'lstm' } },
    ],
  });

async function verdict(page: Page): Promise<string> {
  const line = page.locator('dialog[open]').getByTestId('verify-verdict');
  await line.waitFor({ timeout: 90_000 });
  return line.innerText();
}

it('a bundle is shown as it was, verified, and kept only if asked', async () => {
  const dir = await record('from afar', 47);
  const file = await bundleOf(dir, 'theirs 数据.unroll');
  const userData = await newUserData();
  const open = await openApp({ userData, args: [file] });
  const { app, page } = open;
  await untilReady(page);
  await untilState(page, 'Done');
  expect(await stepsTaken(page)).toBe(94);
  expect(await strip(page).innerText()).toContain('Opened from theirs 数据.unroll');
  const loss = readFileSync(path.join(dir, 'rnn/seed-1/trace.csv'), 'utf8')
    .trimEnd()
    .split('\n')
    .at(-1)
    ?.split(',')[1];
  await expect
    .poll(() => page.getByTestId('figure-loss').first().innerText())
    .toBe(Number(loss).toPrecision(4));
  expect(kept(userData)).toEqual([]);

  await page.getByTestId('opened-verify').click();
  expect(await verdict(page)).toBe('2 of 2 runs came out again.');
  const results = await page.getByTestId('verify-results').first().innerText();
  expect(results).toMatch(/RNN\s+1\s+identical, 47 steps/);
  expect(results).toMatch(/LSTM\s+1\s+identical, 47 steps/);
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const)
    for (const theme of ['light', 'dark'] as const) {
      await look(open, width, height, theme);
      await page.screenshot({ path: path.join(SCREENSHOTS, `verify-${width}-${theme}.png`) });
    }
  await page.keyboard.press('Escape');
  await page.screenshot({ path: path.join(SCREENSHOTS, 'opened-bundle.png') });

  // What is shown can be taken away, and is the record's own.
  const csv = path.join(temporaryFolder(), 'all.csv');
  await page.getByTestId('export-loss').click();
  await page.locator('dialog[open]').getByTestId('export-what').selectOption('numbers');
  await chooseFile(app, csv);
  await page.locator('dialog[open]').getByTestId('export-save').click();
  await page.locator('dialog[open]').getByTestId('export-outcome').filter({ hasText: csv }).waitFor();
  const fromCli = path.join(temporaryFolder(), 'all.csv');
  await unroll(['export', dir, '--format', 'csv', '--out', fromCli]);
  expect(readFileSync(csv).equals(readFileSync(fromCli))).toBe(true);
  await page.keyboard.press('Escape');

  await show(page, 'Runs');
  await page.getByText('Nothing recorded yet').waitFor();
  await show(page, 'Lab');
  await page.getByTestId('opened-keep').click();
  await expect.poll(() => kept(userData).length).toBe(1);
  await strip(page).waitFor({ state: 'detached' });
  await show(page, 'Runs');
  await expect.poll(() => rows(page).count()).toBe(1);
  await rows(page).first().getByRole('button').click();
  await page.getByTestId('verify-record').click();
  expect(await verdict(page)).toBe('2 of 2 runs came out again.');
  const names = readdirSync(path.join(userData, 'scratch'));
  expect(names.filter((name) => name.startsWith('verify-'))).toEqual([]);
});

it('a run folder is opened in place by the menu; numbers that were changed are found out', async () => {
  const dir = await record('tampered', 40);
  const trace = path.join(dir, 'lstm/seed-1/trace.csv');
  const lines = readFileSync(trace, 'utf8').split('\n');
  lines[18] = (lines[18] ?? '').replace(/^17,[^,]*/, '17,0.5');
  writeFileSync(trace, lines.join('\n'));
  const { app, page, userData } = await openApp();
  await untilReady(page);
  await chooseFile(app, dir);
  await click(app, 'open-folder');
  await untilState(page, 'Done');
  await page.getByTestId('opened-verify').click();
  expect(await verdict(page)).toBe('1 of 2 runs differ.');
  const results = await page.getByTestId('verify-results').first().innerText();
  expect(results).toMatch(/RNN\s+1\s+identical, 40 steps/);
  expect(results).toMatch(/LSTM\s+1\s+differs from step 17: loss 0\.5 recorded/);
  await page.keyboard.press('Escape');
  expect(kept(userData)).toEqual([]);
});

it('what is no record, or no whole one, is refused, and nothing changes', async () => {
  const file = await bundleOf(await record('cut', 20), 'cut.unroll');
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, bytes.length - 200));
  const { app, page, userData } = await openApp();
  await untilReady(page);
  const empty = path.join(userData, 'empty');
  mkdirSync(empty);
  for (const [place, given] of [file, path.join(userData, 'gone.unroll')].entries()) {
    await chooseFile(app, given);
    await click(app, 'open');
    await vi.waitFor(async () => expect(await asked(app)).toHaveLength(place + 1));
  }
  await chooseFile(app, empty);
  await click(app, 'open-folder');
  await vi.waitFor(async () => expect(await asked(app)).toHaveLength(3));
  const [cut, gone, folder] = await asked(app);
  expect(cut?.message).toBe('cut.unroll cannot be opened.');
  expect(cut?.detail).toMatch(/is no bundle of Unroll/);
  expect(gone?.detail).toMatch(/is not there/);
  expect(folder?.detail).toMatch(/holds no recorded experiment: expected manifest\.json/);
  expect(await strip(page).count()).toBe(0);
});

it('a second start and a drop open bundles in the first window, and a verification can be called off', async () => {
  const [second, dropped] = [
    await bundleOf(await record('second start', 30), 'second.unroll'),
    await bundleOf(await record('dropped', 60_000), 'dropped.unroll'),
  ];
  const userData = await newUserData();
  const { app, page } = await openApp({ userData });
  await untilReady(page);
  const start = spawn(ELECTRON, [ROOT, '--no-sandbox', `--user-data-dir=${userData}`, second], {
    env: environment({}),
    stdio: 'ignore',
  });
  expect(await once(start, 'exit')).toEqual([0, null]);
  await strip(page).filter({ hasText: 'second.unroll' }).waitFor();
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [dropped], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data });
  await strip(page).filter({ hasText: 'dropped.unroll' }).waitFor();
  const recent = await app.evaluate(
    ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('recent-0')?.label,
  );
  expect(recent).toContain('dropped.unroll');

  await page.getByTestId('opened-verify').click();
  await page.locator('dialog[open]').getByRole('progressbar').waitFor();
  await page.locator('dialog[open]').getByTestId('verify-close').click();
  // The next one waits until it has ended, and is another.
  await page.getByTestId('opened-verify').click();
  expect(await verdict(page)).toBe('2 of 2 runs came out again.');
  await page.locator('dialog[open]').getByTestId('verify-close').click();

  await page.getByTestId('opened-verify').click();
  await page.locator('dialog[open]').getByRole('progressbar').waitFor();
  await page.locator('dialog[open]').getByTestId('verify-close').click();
  await expect
    .poll(() => page.getByTestId('verify-verdict').first().textContent(), { timeout: 60_000 })
    .toMatch(/^\s*Stopped/);
  await page.getByTestId('run').click();
  await untilState(page, 'Running');
  await page.getByTestId('stop').click();
  await untilState(page, 'Stopped');
});
