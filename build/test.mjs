// `npm test`: the same set-up as `npm start`, then every check and every test, fast ones first; one that fails does not
// keep the others from running. `npm test -- <filter>` runs the tests whose file matches, without the checks.
// Ends with the plain line `N passed, N failed`, with `, N skipped` where tests were: a check counts as one.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bundles } from './setup/bundles.mjs';
import { electronBinary, electronRuntime } from './setup/electron-runtime.mjs';
import { launch } from './setup/launch.mjs';
import { nativeLibrary } from './setup/native-library.mjs';
import { packages } from './setup/packages.mjs';
import { setUp } from './setup/set-up.mjs';
import { siteHere } from './setup/site.mjs';
import { testLibraries } from './setup/system-libraries.mjs';
import { readVitestReport, tallyLine } from './setup/vitest-report.mjs';

const site = siteHere();
process.chdir(site.root);
const node = process.execPath;
const filters = process.argv.slice(2);
const SCREEN = ['xvfb-run', '-a', '-s', '-screen 0 1920x1200x24'];

/** @type {import('./setup/vitest-report.mjs').Tally} */
const total = { passed: 0, failed: 0, skipped: 0 };
const steps = [packages, nativeLibrary, electronRuntime, testLibraries, bundles];
let interrupted = false;
const ready = await setUp({ steps, site, output: process.stdout, limits: 'fail' });
if (ready !== 0) total.failed += 1;
else {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => (interrupted = true));
  if (filters.length === 0) {
    await check('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']);
    await check('lint', ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.']);
    await check('types', ['build/check-types.mjs']);
  }
  // Side by side: neither has work for two cores all the time. What the second prints waits for the first to be over.
  const app = inBackground('app', site.platform === 'linux' ? SCREEN : []);
  await tests('unit', []);
  await app();
}
console.log(tallyLine(total));
process.exitCode = exitCode();

function exitCode() {
  if (ready > 1) return ready;
  if (interrupted) return 130;
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

/**
 * @param {string} name
 * @param {readonly string[]} args of Node
 */
async function check(name, args) {
  if (interrupted) return;
  const code = await timed(name, () => launch(node, args, { env: site.env }));
  if (code === 0) total.passed += 1;
  else total.failed += 1;
}

/**
 * Starts the tests of a project with their output in a file.
 * @param {string} project of vitest.config.mts
 * @param {readonly string[]} wrapper a program that runs the rest of the line
 * @returns {() => Promise<void>} waits for their end and shows the output
 */
function inBackground(project, wrapper) {
  const file = path.join(site.root, 'test-results', `${project}.log`);
  mkdirSync(path.dirname(file), { recursive: true });
  const output = openSync(file, 'w');
  const running = tests(project, wrapper, output);
  return async () => {
    await running;
    closeSync(output);
    process.stdout.write(readFileSync(file));
  };
}

/**
 * @param {string} project of vitest.config.mts
 * @param {readonly string[]} wrapper a program that runs the rest of the line
 * @param {number} [output] an open file; otherwise the output is ours
 */
async function tests(project, wrapper, output) {
  if (interrupted) return;
  const report = path.join(site.root, 'test-results', `${project}.json`);
  rmSync(report, { force: true });
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = site.env;
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...filters];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const quiet = filters.length > 0 ? ['--passWithNoTests'] : [];
  const [command = node, ...args] = [...wrapper, node, ...vitest, ...reporters, ...quiet];
  const options = { env: { ...env, UNROLL_ELECTRON: electronBinary(site) } };
  const code = await timed(`${project} tests`, () =>
    launch(command, args, output === undefined ? options : { ...options, output }),
  );
  const { passed, failed, skipped } = readVitestReport(
    existsSync(report) ? readFileSync(report, 'utf8') : undefined,
    code,
  );
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

/**
 * @param {string} name
 * @param {() => Promise<number>} run
 * @returns {Promise<number>} exit code
 */
async function timed(name, run) {
  console.log(`── ${name}`);
  const start = performance.now();
  const code = await run();
  console.log(
    `── ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${((performance.now() - start) / 1000).toFixed(1)} s)`,
  );
  return code;
}
