// `npm run dev`: the window over Vite's server with hot replacement, and Electron started again whenever a bundle that it
// runs has changed. Ends with the window. Further arguments go to the app.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build, createServer } from 'vite';
import { electronBinary } from './setup/electron-runtime.mjs';
import { siteHere } from './setup/site.mjs';
import { ROOT, TARGETS } from './targets.mjs';
import { DEVELOPMENT_HOST, developmentServer } from './vite/development-server.mjs';

/** What the running window consists of besides its page; the command line has no part in it. */
const BUNDLES = ['main', 'preload', 'trainer'];
/** Beside dist/, which stays what `npm start` built. */
const OUTPUT = path.join(ROOT, 'dist', '.development');
const PORT = Number(process.env['UNROLL_DEV_PORT'] ?? 5173);
/** Several bundles may follow from one saved file: they restart Electron once. */
const SETTLE_MS = 150;

process.env.NODE_ENV = 'development';
const site = siteHere();
const binary = electronBinary(site);
if (!existsSync(binary)) {
  console.error(`There is no Electron at ${binary}: run \`npm start\` once, which sets it up.`);
  process.exit(1);
}

/** @type {import('node:child_process').ChildProcess | null} */
let electron = null;
/** @type {NodeJS.Timeout | undefined} */
let restart;

const server = await createServer(
  developmentServer(targetNamed('renderer').config(OUTPUT, 'development'), PORT),
);
await server.listen();
server.printUrls();
const watchers = await Promise.all(BUNDLES.map(watchBundle));

startElectron();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => void end(0));

/** @param {string} name */
function targetNamed(name) {
  const target = TARGETS.find((candidate) => candidate.name === name);
  if (target === undefined) throw new Error(`build/targets.mjs knows no ${name}.`);
  return target;
}

/**
 * Builds a bundle, then again whenever its sources change. Resolves after the first build that succeeds.
 * @param {string} name
 * @returns {Promise<import('rolldown').RolldownWatcher>}
 */
async function watchBundle(name) {
  const config = targetNamed(name).config(path.join(OUTPUT, name), 'development');
  const watcher = /** @type {import('rolldown').RolldownWatcher} */ (
    await build({ ...config, build: { ...config.build, watch: {} } })
  );
  return new Promise((resolve) => {
    watcher.on('event', (event) => {
      if (event.code === 'BUNDLE_END') {
        resolve(watcher);
        scheduleRestart();
      }
      if (event.code === 'ERROR') console.error(`${name}: ${event.error.message}`);
    });
  });
}

function scheduleRestart() {
  if (electron === null) return;
  clearTimeout(restart);
  restart = setTimeout(() => {
    const old = electron;
    electron = null;
    old?.once('exit', startElectron);
    old?.kill();
  }, SETTLE_MS);
}

function startElectron() {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = process.env;
  const flags = site.platform === 'linux' && site.isRoot ? ['--no-sandbox'] : [];
  const main = path.join(OUTPUT, 'main', 'main.cjs');
  const started = spawn(binary, [main, ...flags, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...env, UNROLL_DEV_SERVER: `http://${DEVELOPMENT_HOST}:${PORT}/` },
  });
  electron = started;
  started.once('exit', (code) => {
    // Ended by itself: the window was closed.
    if (electron === started) void end(code ?? 1);
  });
}

/** @param {number} code */
async function end(code) {
  const running = electron;
  electron = null;
  running?.kill();
  await Promise.all([server.close(), ...watchers.map((watcher) => watcher.close())]);
  process.exit(code);
}
