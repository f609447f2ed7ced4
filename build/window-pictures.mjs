// Makes the pictures of the read me (docs/*.png): the real window with real runs. Needs a display and `npm run build`;
// without one: xvfb-run -a -s '-screen 0 1920x1200x24' node build/window-pictures.mjs
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright-core';

const ROOT = path.resolve(import.meta.dirname, '..');
const ELECTRON = process.env['UNROLL_ELECTRON'] ?? path.join(ROOT, '.runtime', 'electron', 'electron');
const SIZE = { width: 1440, height: 900 };
/** Runs of twenty seeds over a grid take their time on a small machine. */
const LONGEST_MS = 300_000;

/** @typedef {{ readonly page: import('playwright-core').Page, readonly press: (id: string) => Promise<void> }} Stage */

/** @type {readonly { readonly file: string, readonly language: string, readonly theme: 'light' | 'dark', readonly scene: (stage: Stage) => Promise<void> }[]} */
const PICTURES = [
  {
    file: 'lab.png',
    language: 'en',
    theme: 'light',
    async scene({ page, press }) {
      await preset(page, 'rnn-lstm');
      await page.locator('[data-path="training.clip.kind"]').selectOption('norm');
      await page.locator('[data-path="training.clip.limit"]').fill('0.5');
      await page.locator('[data-path="seeds"]').fill('1-5');
      await train({ page, press });
    },
  },
  {
    file: 'sweep.png',
    language: 'en',
    theme: 'light',
    async scene({ page, press }) {
      await preset(page, 'lr-clip-sweep');
      await train({ page, press });
      await press('sweep-cell-8');
    },
  },
  {
    file: 'diagnostics.png',
    language: 'en',
    theme: 'dark',
    async scene({ page, press }) {
      await preset(page, 'vanishing');
      await page.locator('[data-path="seeds"]').fill('1-3');
      await train({ page, press });
      await page.locator('main .card').last().scrollIntoViewIfNeeded();
      await page.waitForTimeout(1500);
    },
  },
  {
    file: 'lab-chinese.png',
    language: 'zh_CN:zh',
    theme: 'dark',
    async scene({ page, press }) {
      await preset(page, 'nan-rescue');
      await page.locator('[data-path="seeds"]').fill('1-10');
      await train({ page, press });
    },
  },
];

/** @param {import('playwright-core').Page} page @param {string} id */
async function preset(page, id) {
  await page.getByTestId('presets').click();
  await page.getByTestId(`preset-${id}`).click();
}

/** @param {Stage} stage */
async function train({ page, press }) {
  await page.getByTestId('pace-full').check({ force: true });
  await press('run');
  await page.locator('[data-testid="stop"]:disabled').waitFor({ timeout: LONGEST_MS });
  await page.locator('[data-testid="run"]:enabled').waitFor({ timeout: LONGEST_MS });
}

/** @param {typeof PICTURES[number]} picture */
async function take({ file, language, theme, scene }) {
  const userData = mkdtempSync(path.join(os.tmpdir(), 'unroll-pictures-'));
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const app = await _electron.launch({
    executablePath: ELECTRON,
    chromiumSandbox: false,
    colorScheme: null,
    args: [ROOT, `--user-data-dir=${userData}`],
    env: { ...env, LANGUAGE: language },
  });
  try {
    const page = await app.firstWindow();
    await app.evaluate(
      ({ BrowserWindow, nativeTheme }, to) => {
        nativeTheme.themeSource = to.theme;
        BrowserWindow.getAllWindows()[0]?.setContentSize(to.width, to.height);
      },
      { ...SIZE, theme },
    );
    const press = (/** @type {string} */ id) => page.getByTestId(id).first().click();
    await page.locator('[data-testid="run"]:enabled').waitFor({ timeout: 90_000 });
    await scene({ page, press });
    await page.mouse.move(2, 2);
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    await page.waitForTimeout(500);
    await page.screenshot({ path: path.join(ROOT, 'docs', file) });
    process.stdout.write(`docs/${file}\n`);
  } finally {
    // Ended by a signal: a person would be asked about what is not saved.
    const child = app.process();
    const gone = once(child, 'exit');
    child.kill();
    await gone;
    rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const wanted = process.argv.slice(2);
for (const picture of PICTURES) if (wanted.length === 0 || wanted.includes(picture.file)) await take(picture);
