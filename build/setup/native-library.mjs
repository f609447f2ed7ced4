// Step 2: TensorFlow's C++ library and the addon that binds it, on Linux x64 always this one library:
// another would mean other digits and another speed.
// It comes from the wheel of Python's tensorflow-cpu, and the addon is compiled against its headers.
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { NotPossibleHere, SetupFailure } from './failure.mjs';
import { requireSpace } from './folder-size.mjs';
import { ADDON, LIBRARIES, makeAddon } from './native-addon.mjs';
import { requireNativePlatform, requireTools, WASM_INSTEAD } from './native-tools.mjs';
import { pinnedFile } from './pinned-download.mjs';
import { holdsStamp, writeStamp } from './stamp.mjs';
import { toolOptions } from './step.mjs';
import { lastLines, runTool, ToolFailure } from './tool.mjs';

/** @type {import('./pinned-download.mjs').Pinned} */
export const wheel = {
  package: 'tensorflow-cpu 2.15.1',
  file: 'tensorflow_cpu-2.15.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
  bytes: 207_208_420,
  sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
};

const UNPACKED_BYTES = 1.2e9;
/** Counts up when the recipe changes: what an older one made is made again. */
const RECIPE = 1;
const KEY = `recipe ${RECIPE}, ${wheel.sha256}`;

/** @type {import('./step.mjs').Step} */
export const nativeLibrary = { name: 'native library', isDone, run };

/** @param {import('./site.mjs').Site} site */
function isDone(site) {
  return holdsStamp(stampFile(site), KEY);
}

/** @param {import('./step.mjs').Work} work */
async function run(work) {
  const { site } = work;
  requireNativePlatform(site);
  await requireTools(work);
  const file = await wheelFile(work);
  const scratch = path.join(tfjsNode(site), '.unroll-partial');
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  try {
    requireSpace(scratch, UNPACKED_BYTES);
    await makeAddon(work, { wheel: file, scratch, tfjsNode: tfjsNode(site) });
    putInPlace(site, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  await proveItLoads(work);
  writeStamp(stampFile(site), KEY, placedFiles(site));
}

/**
 * The wheel itself, from the cache or downloaded.
 * @param {import('./step.mjs').Work} work
 * @returns {Promise<string>} its path
 */
export function wheelFile(work) {
  return pinnedFile(work, wheel, (folder) => pipDownload(work, folder));
}

/**
 * @param {import('./step.mjs').Work} work
 * @param {string} folder pip keeps its temporary files there too, so that they can be watched and go with it
 */
async function pipDownload(work, folder) {
  const options = toolOptions(work);
  const args = ['download', 'tensorflow-cpu==2.15.1', '--no-deps', '--python-version', '3.11'];
  const only = ['--only-binary=:all:', '--platform', 'manylinux2014_x86_64', '--no-cache-dir'];
  const quiet = ['--progress-bar', 'off', '--no-input', '--disable-pip-version-check', '--dest', folder];
  try {
    await runTool('python3', ['-m', 'pip', ...args, ...only, ...quiet], {
      ...options,
      env: { ...options.env, TMPDIR: folder },
    });
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    throw new SetupFailure({
      what: `pip could not download ${wheel.package}: it ${error.ending}`,
      why: lastLines(error.output, 6),
      remedy: [
        'See that pip reaches its index (`python3 -m pip download --no-deps six`), then run this again.',
      ],
    });
  }
}

/**
 * The addon last: it is never there without its libraries.
 * @param {import('./site.mjs').Site} site
 * @param {string} scratch
 */
function putInPlace(site, scratch) {
  rmSync(addonFile(site), { force: true });
  for (const target of placedFiles(site)) {
    mkdirSync(path.dirname(target), { recursive: true });
    renameSync(path.join(scratch, path.basename(target)), target);
  }
}

/**
 * In a process of its own: a library this processor cannot run would end ours.
 * @param {import('./step.mjs').Work} work
 */
async function proveItLoads(work) {
  work.progress.stage('trying it');
  const options = toolOptions(work);
  const script = path.join(import.meta.dirname, 'prove-native.mjs');
  const env = { ...options.env, TF_CPP_MIN_LOG_LEVEL: '2' };
  try {
    await runTool(process.execPath, [script], { ...options, env });
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    rmSync(addonFile(work.site), { force: true }); // else the trainer would crash on it
    if (error.ending.includes('SIGILL')) throw tooOldProcessor();
    throw new SetupFailure({
      what: `the native library does not load: the trial ${error.ending}`,
      why: lastLines(error.output, 8),
      remedy: ['Run this again; if it stays, report it with the lines above.'],
    });
  }
}

function tooOldProcessor() {
  return new NotPossibleHere({
    what: 'this processor lacks instructions the library needs (AVX)',
    why: [],
    remedy: [],
    instead: WASM_INSTEAD,
  });
}

/** @param {import('./site.mjs').Site} site */
function tfjsNode(site) {
  return path.join(site.root, 'node_modules', '@tensorflow', 'tfjs-node');
}

/** @param {import('./site.mjs').Site} site */
function addonFile(site) {
  return path.join(tfjsNode(site), 'lib', 'napi-v8', ADDON);
}

/** @param {import('./site.mjs').Site} site */
function placedFiles(site) {
  return [...LIBRARIES.map((name) => path.join(tfjsNode(site), 'deps', 'lib', name)), addonFile(site)];
}

/** Beside what it vouches for: `npm ci` takes both. @param {import('./site.mjs').Site} site */
function stampFile(site) {
  return path.join(tfjsNode(site), '.unroll-native.json');
}
