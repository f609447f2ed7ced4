// How the native library is made of its wheel: unpacked, stripped, and the addon compiled against it.
import path from 'node:path';
import { SetupFailure } from './failure.mjs';
import { largestFile, watched } from './folder-size.mjs';
import { toolOptions } from './step.mjs';
import { lastLines, runTool, ToolFailure } from './tool.mjs';

export const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
export const ADDON = 'tfjs_binding.node';
const LARGEST_LIBRARY_BYTES = 564_733_624;

/**
 * Leaves libraries and addon in a folder of their own.
 * @param {import('./step.mjs').Work} work
 * @param {{ wheel: string, scratch: string, tfjsNode: string }} folders `tfjsNode`: the package whose addon it is
 */
export async function makeAddon(work, { wheel, scratch, tfjsNode }) {
  await unpack(work, wheel, scratch);
  await strip(work, scratch);
  await compile(work, scratch, tfjsNode);
}

/**
 * Only the two libraries and the headers the addon includes; the rest of the wheel is Python.
 * @param {import('./step.mjs').Work} work
 * @param {string} wheel
 * @param {string} scratch
 */
async function unpack(work, wheel, scratch) {
  work.progress.stage('unpacking', { total: LARGEST_LIBRARY_BYTES, unit: 'bytes' });
  const script = path.join(import.meta.dirname, 'unpack-wheel.py');
  await watched(
    () => largestFile(scratch),
    (size) => work.progress.advance(size),
    () => tool(work, 'unpack the wheel', 'python3', [script, wheel, scratch]),
  );
}

/**
 * Symbols only a debugger needs: 565 MB become 413.
 * @param {import('./step.mjs').Work} work
 * @param {string} scratch
 */
async function strip(work, scratch) {
  work.progress.stage('removing debug symbols');
  const libraries = LIBRARIES.map((name) => path.join(scratch, name));
  await tool(work, 'strip the library', 'strip', ['--strip-unneeded', ...libraries]);
}

/**
 * @param {import('./step.mjs').Work} work
 * @param {string} scratch
 * @param {string} tfjsNode
 */
async function compile(work, scratch, tfjsNode) {
  work.progress.stage('compiling the addon');
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => path.join(tfjsNode, 'binding', name));
  const nodeHeaders = path.join(work.site.root, 'node_modules', 'node-api-headers', 'include');
  await tool(work, 'compile the addon', 'g++', [
    ...['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8'],
    ...[`-I${path.join(scratch, 'include')}`, `-I${nodeHeaders}`],
    ...sources,
    ...['-o', path.join(scratch, ADDON)],
    ...[`-L${scratch}`, ...LIBRARIES.map((name) => `-l:${name}`), '-Wl,-rpath,$ORIGIN/../../deps/lib'],
  ]);
}

/**
 * @param {import('./step.mjs').Work} work
 * @param {string} doing
 * @param {string} command
 * @param {readonly string[]} args
 */
async function tool(work, doing, command, args) {
  try {
    await runTool(command, args, toolOptions(work));
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    throw new SetupFailure({
      what: `could not ${doing}: ${error.message}`,
      why: lastLines(error.output, 8),
      remedy: ['Run this again; if it stays, report it with the lines above.'],
    });
  }
}
