// The table of what is built: output folder under dist/, the files it must hold, and the folders it is made from.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeBundle } from './vite/node-bundle.mjs';
import { rendererBundle } from './vite/renderer.mjs';

/** Root of the repository. */
export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * @typedef {object} Target
 * @property {string} name Folder under dist/.
 * @property {readonly string[]} entries Source files the build starts from, relative to the root.
 * @property {readonly string[]} outputs Files that must exist in its folder afterwards.
 * @property {readonly string[]} inputs Folders and files whose content decides whether it is up to date.
 * @property {(outDir: string, mode: string) => import('vite').InlineConfig} config
 */

/** Files every target depends on: the tools' versions and how they are called. */
const COMMON = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'build/targets.mjs', 'build/vite'];

/**
 * @param {string} name
 * @param {Record<string, string>} entries
 * @param {readonly string[]} inputs
 * @param {Record<string, string>} [files] Copies beside the bundle, by name, and their originals.
 * @returns {Target}
 */
function nodeTarget(name, entries, inputs, files = {}) {
  return {
    name,
    entries: Object.values(entries),
    outputs: [...Object.keys(entries).map((entry) => `${entry}.cjs`), ...Object.keys(files)],
    inputs: [...COMMON, ...inputs, ...Object.values(files)],
    config: (outDir, mode) => nodeBundle({ root: ROOT, outDir, entries, files, mode }),
  };
}

/** Where electron/pictures looks for them, beside the bundle. */
const PICTURE_FONTS = { 'fonts/NotoSansSC-subset.ttf': 'electron/pictures/fonts/NotoSansSC-subset.ttf' };

/** @type {readonly Target[]} */
export const TARGETS = [
  nodeTarget(
    'main',
    { main: 'electron/main/main.ts' },
    ['electron/main', 'electron/hosts', 'electron/runs', 'src-core'],
    {
      'icon.png': 'build/icon/icon.png',
    },
  ),
  nodeTarget('preload', { preload: 'electron/preload/bridge.ts' }, ['electron/preload', 'src-core/contract']),
  nodeTarget('trainer', { host: 'electron/trainer/host.ts', worker: 'electron/trainer/worker.ts' }, [
    'electron/trainer',
    'electron/runs',
    'electron/hosts',
    'src-core',
  ]),
  nodeTarget(
    'cli',
    { cli: 'electron/cli/cli.ts' },
    ['electron/cli', 'electron/exports', 'electron/hosts', 'electron/pictures', 'electron/runs', 'src-core'],
    PICTURE_FONTS,
  ),
  nodeTarget(
    'exporter',
    { exporter: 'electron/exports/exporter.ts' },
    ['electron/exports', 'electron/pictures', 'electron/runs', 'src-core'],
    PICTURE_FONTS,
  ),
  {
    name: 'renderer',
    entries: ['renderer/index.html'],
    outputs: ['index.html'],
    inputs: [...COMMON, 'renderer', 'src-core'],
    config: (outDir, mode) => rendererBundle({ root: ROOT, outDir, mode }),
  },
];
