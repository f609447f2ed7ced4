// `npm run test:system`: what is tested on a whole system, with what it changes there: downloads, packages that are installed
// and removed, a user that is made and removed. Root only, and only where UNROLL_SYSTEM_TEST is set.
// `npm run test:system -- packages` runs the tests whose file matches.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bundles } from '../../build/setup/bundles.mjs';
import { install } from '../../build/setup/debian.mjs';
import { electronBinary, electronRuntime } from '../../build/setup/electron-runtime.mjs';
import { launch } from '../../build/setup/launch.mjs';
import { nativeLibrary } from '../../build/setup/native-library.mjs';
import { packages } from '../../build/setup/packages.mjs';
import { setUp } from '../../build/setup/set-up.mjs';
import { siteHere } from '../../build/setup/site.mjs';
import { testLibraries } from '../../build/setup/system-libraries.mjs';
import { findProgram } from '../../build/setup/tool.mjs';
import { readVitestReport, tallyLine } from '../../build/setup/vitest-report.mjs';

/** Hands and eyes: one presses keys in a window that no debugger reaches, the other sees every call to the network. */
const TOOLS = ['xdotool', 'strace'];
const SCREEN = ['-a', '-s', '-screen 0 1920x1200x24'];

/** @type {import('../../build/setup/step.mjs').Step} */
const tools = {
  name: 'tools of the test',
  isDone: ({ env }) => TOOLS.every((name) => findProgram(name, env) !== undefined),
  run: (work) => install(work, TOOLS),
};

const site = siteHere();
if (!site.isRoot || (site.env['UNROLL_SYSTEM_TEST'] ?? '') === '') {
  process.stderr.write(
    'The system test installs and removes packages and users of this machine. Where that may be:\n' +
      '  UNROLL_SYSTEM_TEST=1 npm run test:system     (as root)\n',
  );
  process.exitCode = 2;
} else process.exitCode = await testSystem(process.argv.slice(2));

/** @param {readonly string[]} filters @returns {Promise<number>} exit code */
async function testSystem(filters) {
  const steps = [packages, nativeLibrary, electronRuntime, testLibraries, tools, bundles];
  const ready = await setUp({ steps, site, output: process.stdout, limits: 'fail' });
  if (ready !== 0) return ready;
  const report = path.join(site.root, 'test-results', 'system.json');
  rmSync(report, { force: true });
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/system/vitest.config.mts'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const command = [...SCREEN, process.execPath, ...vitest, ...reporters, ...filters];
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = site.env;
  process.chdir(site.root);
  const code = await launch('xvfb-run', command, { env: { ...env, UNROLL_ELECTRON: electronBinary(site) } });
  const tally = readVitestReport(existsSync(report) ? readFileSync(report, 'utf8') : undefined, code);
  process.stdout.write(`${tallyLine(tally)}\n`);
  return code === 0 && tally.failed === 0 && tally.passed > 0 ? 0 : 1;
}
