// How fluid the window is with many seeds and steps: what it does after each kind of input, in a real Electron, on a folder
// that was recorded before. `node test/bench/window.mjs <run folder> [--json]`; docs in README.md beside it.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright-core';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const ELECTRON = process.env['UNROLL_ELECTRON'] ?? path.join(ROOT, '.runtime', 'electron', 'electron');

/** How long each kind of input goes on. */
const EACH_MS = 3000;

/**
 * @typedef {object} Figures
 * @property {number} frames drawn per second
 * @property {number} p95 gap between frames that 95 of 100 do not exceed, ms
 * @property {number} longest gap, ms
 * @property {number} longTasks tasks of the main thread above 50 ms
 * @property {number} longestTask ms
 */

/** @param {import('playwright-core').Page} page @param {() => Promise<unknown>} input @returns {Promise<Figures>} */
async function during(page, input) {
  await page.evaluate(() => {
    const w = /** @type {any} */ (window);
    w.bench = { gaps: [], tasks: [], going: true };
    const observer = new PerformanceObserver((list) =>
      w.bench.tasks.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ entryTypes: ['longtask'] });
    let last = performance.now();
    const frame = (/** @type {number} */ now) => {
      w.bench.gaps.push(now - last);
      last = now;
      if (w.bench.going) requestAnimationFrame(frame);
      else observer.disconnect();
    };
    requestAnimationFrame(frame);
  });
  const end = Date.now() + EACH_MS;
  do await input();
  while (Date.now() < end);
  return page.evaluate(() => {
    const { bench } = /** @type {any} */ (window);
    bench.going = false;
    const gaps = [...bench.gaps].sort((a, b) => a - b);
    const total = gaps.reduce((sum, gap) => sum + gap, 0);
    return {
      frames: (1000 * gaps.length) / total,
      p95: gaps[Math.floor(0.95 * (gaps.length - 1))] ?? NaN,
      longest: gaps.at(-1) ?? NaN,
      longTasks: bench.tasks.length,
      longestTask: Math.max(0, ...bench.tasks),
    };
  });
}

/** @param {import('playwright-core').Page} page @param {string} folder name of the recorded experiment @returns {Promise<number>} ms until its cards stand */
async function openRecord(page, folder) {
  await page.evaluate((id) => /** @type {any} */ (window).unroll.records.open(id), folder);
  const start = Date.now();
  await page.reload();
  await page
    .locator('[data-testid="figure-loss"]')
    .first()
    .filter({ hasText: /\d/ })
    .waitFor({ timeout: 120_000 });
  return Date.now() - start;
}

/** @param {import('playwright-core').Page} page */
async function inputs(page) {
  const box = await page.locator('.shared-charts canvas').first().boundingBox();
  if (box === null) throw new Error('Expected a chart on screen.');
  const at = (/** @type {number} */ share) => [box.x + 60 + share * (box.width - 80), box.y + box.height / 2];
  let step = 0;
  const next = () => at((step = (step + 0.013) % 1));
  /** @type {[string, () => Promise<unknown>][]} */
  const kinds = [
    ['nothing', () => page.waitForTimeout(100)],
    [
      'cursor over the loss',
      async () => {
        const [x = 0, y = 0] = next();
        await page.mouse.move(x, y);
      },
    ],
    [
      'zoom with the wheel',
      async () => {
        const [x = 0, y = 0] = next();
        await page.mouse.move(x, y);
        await page.keyboard.down('Control');
        await page.mouse.wheel(0, step < 0.5 ? -120 : 120);
        await page.keyboard.up('Control');
      },
    ],
    [
      'smoothing',
      async () => {
        await page.getByTestId('smoothing').focus();
        await page.keyboard.press(step++ % 12 < 6 ? 'ArrowRight' : 'ArrowLeft');
      },
    ],
    ['log and linear', () => page.locator('.shared-charts .card-head .button').first().click()],
    [
      'scrubber',
      async () => {
        await page.locator('.scrubber input').first().focus();
        await page.keyboard.press(step++ % 40 < 20 ? 'ArrowLeft' : 'ArrowRight');
      },
    ],
  ];
  return kinds;
}

async function main() {
  const [folder] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  if (folder === undefined) {
    process.stderr.write('Expected a run folder: npm run --silent unroll -- run <file> --out <folder>\n');
    process.exit(2);
  }
  const userData = mkdtempSync(path.join(os.tmpdir(), 'unroll-window-bench-'));
  const name = path.basename(path.resolve(folder));
  cpSync(folder, path.join(userData, 'runs', name), { recursive: true });
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const app = await _electron.launch({
    executablePath: ELECTRON,
    chromiumSandbox: false,
    args: [ROOT, `--user-data-dir=${userData}`],
    env: { ...env, LANGUAGE: 'en' },
  });
  try {
    const page = await app.firstWindow();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1920, 1080));
    await page.locator('[data-testid="run"]:enabled').waitFor({ timeout: 90_000 });
    const openMs = await openRecord(page, name);
    /** @type {Record<string, Figures>} */
    const table = {};
    for (const [kind, input] of await inputs(page)) table[kind] = await during(page, input);
    if (process.argv.includes('--json'))
      return void process.stdout.write(`${JSON.stringify({ openMs, table })}\n`);
    process.stdout.write(`opened in ${openMs} ms\n`);
    process.stdout.write(
      'input                 frames/s  gap 95 % ms  longest ms  long tasks  longest task ms\n',
    );
    for (const [kind, figures] of Object.entries(table)) {
      const cells = [figures.frames, figures.p95, figures.longest, figures.longTasks, figures.longestTask];
      process.stdout.write(
        `${kind.padEnd(22)}${cells.map((cell, k) => cell.toFixed(0).padStart([8, 13, 12, 12, 17][k] ?? 8)).join('')}\n`,
      );
    }
  } finally {
    await app.close();
    rmSync(userData, { recursive: true, force: true });
  }
}

await main();
