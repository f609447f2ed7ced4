// What a person takes away by the window's own dialog: the bytes that the command line writes, a sentence where there are none,
// and a menu that offers it when there is something.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { beforeAll, expect, it, vi } from 'vitest';
import { unroll } from '../cli/unroll';
import { buildBundles } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { chooseFile, suggested } from './dialogs';
import { chooseSpeed, ENDLESS, press, setField, untilReady, untilState, untilSteps } from './lab';
import { look, SCREENSHOTS } from './look';
import { openApp, ROOT, type OpenApp } from './open-app';
import { currentFolder } from './recorded-run';

beforeAll(buildBundles);

const menuOffers = (app: ElectronApplication): Promise<boolean | undefined> =>
  app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('export')?.enabled);

const clickMenu = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('export')?.click());

const dialog = (page: Page) => page.locator('dialog[open]');

const outcome = (page: Page) => dialog(page).getByTestId('export-outcome');

/** RNN and LSTM side by side, trained. */
async function trainTwins(page: Page, steps: number): Promise<void> {
  await untilReady(page);
  await page.getByTestId('compare').click();
  await page.getByRole('menuitem', { name: 'LSTM' }).click();
  await setField(page, 'training.steps', steps);
  await chooseSpeed(page, 'full');
  await press(page, 'run');
  await untilState(page, 'Done');
}

/** Chooses what and in which format, in the dialog that is open. */
async function choose(page: Page, thing: string, format: string): Promise<void> {
  await dialog(page).getByTestId('export-what').selectOption(thing);
  await dialog(page).getByTestId(`format-${format}`).check({ force: true });
}

async function save(app: ElectronApplication, page: Page, file: string): Promise<void> {
  await chooseFile(app, file);
  await dialog(page).getByTestId('export-save').click();
  await outcome(page).filter({ hasText: file }).waitFor({ timeout: 60_000 });
}

/** The dialog at both sizes and in both themes, to be looked at. */
async function pictures(open: OpenApp, name: string): Promise<void> {
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const)
    for (const theme of ['light', 'dark'] as const) {
      await look(open, width, height, theme);
      await open.page.screenshot({ path: path.join(SCREENSHOTS, `${name}-${width}-${theme}.png`) });
    }
}

/** A file, or every file of a folder by its path, each as its digest. */
function contentOf(file: string): ReadonlyMap<string, string> {
  const digest = (name: string) => createHash('sha256').update(readFileSync(name)).digest('hex');
  if (statSync(file).isFile()) return new Map([['', digest(file)]]);
  const names = readdirSync(file, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(
    names
      .filter((name) => statSync(path.join(file, name)).isFile())
      .map((name) => [name, digest(path.join(file, name))]),
  );
}

const LSTM = 'lstm/seed-1';
const MODELS = ['safetensors', 'onnx', 'saved-model', 'tfjs', 'pytorch'] as const;

/** Thing and format in the dialog, the ending that a file gets, and the same for the command line. */
const EXPORTS: readonly (readonly [
  thing: string,
  format: string,
  suffix: string,
  args: readonly string[],
])[] = [
  ...['svg', 'png', 'pdf', 'csv', 'json'].map(
    (format) => ['loss', format, `.${format}`, ['--chart', 'loss']] as const,
  ),
  ['loss', 'pgfplots', '', ['--chart', 'loss']],
  ['board', 'png', '.png', ['--chart', 'board', '--scale', '3']],
  ['fit-lstm', 'svg', '.svg', ['--chart', 'fit-lstm']],
  ['report', 'html', '.html', []],
  ['numbers', 'csv', '.csv', []],
  ['numbers', 'json', '.json', []],
  ...MODELS.map((format) => {
    const suffix = format === 'safetensors' || format === 'onnx' ? `.${format}` : '';
    return [`model ${LSTM}`, format, suffix, ['--run', LSTM]] as const;
  }),
  ['bundle', 'bundle', '.unroll', []],
];

/** Switched to Chinese, the window exports Chinese: the bytes of the command line in that language. */
async function expectChinese({ app, page }: OpenApp, dir: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByTestId('language').click();
  await page.getByTestId('language-zh-CN').check();
  await page.keyboard.press('Escape');
  await vi.waitFor(async () => expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN'));
  await page.getByTestId('export-loss').click();
  await choose(page, 'loss', 'svg');
  const [fromWindow, fromCli] = ['window.svg', 'cli.svg'].map((name) => path.join(temporaryFolder(), name));
  if (fromWindow === undefined || fromCli === undefined) throw new Error('no files');
  await save(app, page, fromWindow);
  const args = ['--format', 'svg', '--chart', 'loss', '--language', 'zh-CN', '--out', fromCli];
  const ended = await unroll(['export', dir, ...args]);
  expect(ended.code, ended.stderr).toBe(0);
  expect(readFileSync(fromWindow, 'utf8')).toBe(readFileSync(fromCli, 'utf8'));
  expect(readFileSync(fromWindow, 'utf8')).toMatch(/>损失</);
}

it('writes the very bytes of the command line, in every format', async () => {
  const open = await openApp();
  const { app, page } = open;
  await trainTwins(page, 40);
  const dir = await currentFolder(page);
  await page.getByTestId('export-loss').click();
  await pictures(open, 'export');
  const folder = temporaryFolder();
  for (const [place, [thing, format, suffix, args]] of EXPORTS.entries()) {
    await choose(page, thing, format);
    if (format === 'png')
      await dialog(page)
        .getByTestId('export-scale')
        .fill(args.includes('--scale') ? '3' : '2');
    // A name without the ending gets it.
    await save(app, page, path.join(folder, `window-${place}`));
    const fromCli = path.join(folder, `cli-${place}`);
    const ended = await unroll(['export', dir, '--format', format, '--out', fromCli, ...args]);
    expect(ended.code, ended.stderr).toBe(0);
    const fromWindow = path.join(folder, `window-${place}${suffix}`);
    expect(contentOf(fromWindow), `${thing} as ${format}`).toEqual(contentOf(fromCli));
  }
  const names = (await suggested(app)).map((file) => path.basename(file));
  await expectChinese(open, dir);
  expect(names[0]).toBe('sin cos loss.svg');
  expect(names.at(-2)).toBe('sin cos lstm seed-1 pytorch');
  expect(names.at(-1)).toBe('sin cos.unroll');
});

it('is offered once there is something, copies, and tells what a format cannot hold', async () => {
  const open = await openApp();
  const { app, page } = open;
  await untilReady(page);
  expect(await menuOffers(app)).toBe(false);
  expect(await page.getByTestId('export-loss').isDisabled()).toBe(true);
  await page.locator('[data-path="model.cell"]').selectOption('gru');
  await setField(page, 'training.steps', ENDLESS);
  await chooseSpeed(page, 'full');
  await press(page, 'run');
  await untilSteps(page, 200);
  await vi.waitFor(async () => expect(await menuOffers(app)).toBe(true));

  // While it trains: what is recorded so far, and of what is not there yet, what to wait for.
  await clickMenu(app);
  await choose(page, 'loss', 'csv');
  await dialog(page).getByTestId('export-copy').click();
  await outcome(page).filter({ hasText: 'Copied' }).waitFor();
  const rows = (await app.evaluate(({ clipboard }) => clipboard.readText())).split('\n');
  expect(rows[0]).toBe('panel,series,x,t,value,low,high');
  expect(rows.length).toBeGreaterThan(200);
  await choose(page, 'fit-gru', 'svg');
  await dialog(page).getByTestId('export-copy').click();
  await outcome(page).filter({ hasText: 'has ended yet' }).waitFor();
  await choose(page, 'model gru/seed-1', 'onnx');
  await chooseFile(app, path.join(temporaryFolder(), 'model'));
  await dialog(page).getByTestId('export-save').click();
  await outcome(page).filter({ hasText: 'its weights are written when it ends' }).waitFor();
  await choose(page, 'bundle', 'bundle');
  await dialog(page).getByTestId('export-save').click();
  await outcome(page).filter({ hasText: 'Wait for its end' }).waitFor();

  await page.keyboard.press('Escape');
  await press(page, 'stop');
  await untilState(page, 'Stopped');
  await page.getByTestId('export-fit-gru').click();
  await dialog(page).getByTestId('format-png').check({ force: true });
  await dialog(page).getByTestId('export-scale').fill('9');
  expect(await dialog(page).getByTestId('export-copy').isDisabled()).toBe(true);
  await dialog(page).getByTestId('export-scale').fill('1');
  await dialog(page).getByTestId('export-copy').click();
  await outcome(page).filter({ hasText: 'Copied' }).waitFor();
  const width = await app.evaluate(
    ({ clipboard }) =>
      (clipboard as unknown as { readImage(): { getSize(): { width: number } } }).readImage().getSize().width,
  );
  expect(width).toBe(1000);

  // The sentence stands in the documentation, and nothing can be pressed.
  await choose(page, 'model gru/seed-1', 'tfjs');
  const sentence = await outcome(page).innerText();
  expect(readFileSync(path.join(ROOT, 'docs', 'exports.md'), 'utf8')).toContain(sentence);
  expect(await dialog(page).getByTestId('export-save').isDisabled()).toBe(true);
  await pictures(open, 'export-refused');
});

it('takes a recorded experiment away from the Runs view', async () => {
  const { app, page } = await openApp();
  await trainTwins(page, 30);
  await page.getByRole('navigation').getByRole('button', { name: 'Runs', exact: true }).click();
  expect(await menuOffers(app)).toBe(false);
  await page
    .getByRole('region', { name: 'Recorded experiments' })
    .getByRole('listitem')
    .getByRole('button')
    .click();
  await vi.waitFor(async () => expect(await menuOffers(app)).toBe(true));
  await page.getByTestId('export-record').click();
  await choose(page, 'report', 'html');
  const file = path.join(temporaryFolder(), 'report.html');
  await save(app, page, file);
  expect(readFileSync(file, 'utf8')).toContain('<h1>sin → cos</h1>');
});
