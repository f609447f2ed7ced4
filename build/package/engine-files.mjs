// What trains, as it is packed: trainer and command line with the part of node_modules that is run. It stays outside of
// Electron's archive, for it is also run by a Node that knows no such archive, and the system's loader needs real files.
import { nodeFileTrace } from '@vercel/nft';
import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isExternal } from '../vite/node-bundle.mjs';

const BUNDLES = [
  'cli/cli.cjs',
  'exporter/exporter.cjs',
  'trainer/host.cjs',
  'trainer/worker.cjs',
  'main/main.cjs',
].map((name) => `dist/${name}`);

/**
 * Files that are found by their path at run time, so that no import leads to them: folder → names.
 * @type {Readonly<Record<string, RegExp>>}
 */
const ASSETS = {
  'dist/cli': /(?<!\.stamp)$/,
  'dist/exporter': /(?<!\.stamp)$/,
  'dist/trainer': /(?<!\.stamp)$/,
  'node_modules/@tensorflow/tfjs-node': /^package\.json$/,
  'node_modules/@tensorflow/tfjs-node/lib/napi-v8': /./,
  'node_modules/@tensorflow/tfjs-node/deps/lib': /./,
  'node_modules/@tensorflow/tfjs-backend-wasm/dist': /\.wasm$/,
  'node_modules/dejavu-fonts-ttf': /^(package\.json|LICENSE)$/,
  'node_modules/dejavu-fonts-ttf/ttf': /^DejaVuSans(-Bold)?\.ttf$/,
};

/** Electron itself, and a compiler that the loader of addons would call to build one, which nothing here asks it to. */
const NEVER_RUN = ['node_modules/electron/**', 'node_modules/node-gyp/**'];

/**
 * Copies the files below a folder, as they lie in the clone.
 * @param {string} root of the clone, built
 * @param {string} folder
 */
export async function copyEngine(root, folder) {
  for (const file of await engineFiles(root)) {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    cpSync(path.join(root, file), target, { dereference: true });
  }
}

/**
 * @param {string} root
 * @returns {Promise<string[]>} relative to the root
 */
export async function engineFiles(root) {
  const require = createRequire(path.join(root, 'package.json'));
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const external = Object.keys(dependencies).filter(isExternal);
  const entries = [...BUNDLES, ...external.map((name) => path.relative(root, require.resolve(name)))];
  const { fileList } = await nodeFileTrace(entries, { base: root, ignore: NEVER_RUN });
  const assets = Object.entries(ASSETS).flatMap(([folder, names]) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => names.test(name))
      .map((name) => `${folder}/${name}`),
  );
  return (
    [...new Set([...fileList, ...assets])]
      // The window's own bundle is in the archive; its packages are not.
      .filter((file) => !file.startsWith('dist/main/'))
      .filter((file) => !file.endsWith('.map') && lstatSync(path.join(root, file)).isFile())
      .sort()
  );
}
