// What Node and Electron run: one CommonJS bundle per process. Electron's embedded runtime may be as old as 25 (Node 18),
// which loads no ES modules as main or preload script.
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';

/**
 * Packages left as `require` calls: Electron is built in, the others are native, find their files beside themselves, or are
 * shared by such packages.
 */
const EXTERNAL = [
  /^electron(\/|$)/,
  /^node:/,
  /^@tensorflow\/tfjs-(core|backend-\w+)$/,
  /^@resvg\/resvg-js$/,
  /^pdfkit$/,
  /^fontkit$/,
];

/** @param {string} id as imported @returns {boolean} whether it stays a `require` call */
export function isExternal(id) {
  return builtinModules.includes(id) || EXTERNAL.some((pattern) => pattern.test(id));
}

/**
 * Puts files beside the bundle as they are.
 * @param {string} root
 * @param {Record<string, string>} files name in the output → source, relative to the root
 * @returns {import('vite').Plugin}
 */
function copiedFiles(root, files) {
  return {
    name: 'copied-files',
    buildStart() {
      for (const [fileName, source] of Object.entries(files)) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(path.join(root, source)) });
      }
    },
  };
}

/**
 * @param {{ root: string, outDir: string, entries: Record<string, string>, files?: Record<string, string>, mode: string }} options
 *   `entries` maps the name of an output (without `.cjs`) to its source file, `files` that of a copy to its original.
 * @returns {import('vite').InlineConfig}
 */
export function nodeBundle({ root, outDir, entries, files = {}, mode }) {
  return {
    configFile: false,
    root,
    mode,
    logLevel: 'warn',
    publicDir: false,
    // tfjs-node's kernels and backend import the union package, and use nothing of it that is not in tfjs-core.
    resolve: { alias: [{ find: /^@tensorflow\/tfjs$/, replacement: '@tensorflow/tfjs-core' }] },
    plugins: [copiedFiles(root, files)],
    ssr: { target: 'node', noExternal: true },
    build: {
      ssr: true,
      ssrEmitAssets: true,
      outDir,
      emptyOutDir: true,
      target: 'node18',
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: {
        input: entries,
        external: isExternal,
        checks: { bundlerTimings: false },
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'shared-[hash].cjs',
          // A sandboxed preload can require nothing but Electron: one entry stays one file.
          codeSplitting: Object.keys(entries).length > 1,
        },
      },
    },
  };
}
