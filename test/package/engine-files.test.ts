// What of the clone is packed to train with: all that is run, and little else.
import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { engineFiles } from '../../build/package/engine-files.mjs';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

it('finds what imports lead to and what is found by its path, and leaves out what nobody runs', async () => {
  const files = await engineFiles(ROOT);
  expect(files).toEqual(
    expect.arrayContaining([
      'dist/cli/cli.cjs',
      'dist/cli/fonts/NotoSansSC-subset.ttf',
      'dist/exporter/exporter.cjs',
      'dist/exporter/fonts/NotoSansSC-subset.ttf',
      'dist/trainer/worker.cjs',
      'node_modules/@tensorflow/tfjs-node/package.json',
      'node_modules/@tensorflow/tfjs-node/deps/lib/libtensorflow_cc.so.2',
      'node_modules/@tensorflow/tfjs-node/deps/lib/libtensorflow_framework.so.2',
      'node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node',
      'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
      'node_modules/@tensorflow/tfjs-core/dist/tf-core.node.js',
      'node_modules/@resvg/resvg-js-linux-x64-gnu/resvgjs.linux-x64-gnu.node',
      'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
    ]),
  );
  expect(
    files.filter((file) => /\.(map|d\.ts)$|^node_modules\/(vue|vite|electron|node-gyp)\//.test(file)),
  ).toEqual([]);
  const scripts = files.filter((file) => !/\.(node|so\.2|ttf)$/.test(file));
  const bytes = scripts.reduce((sum, file) => sum + statSync(path.join(ROOT, file)).size, 0);
  // Whole packages would be hundreds of megabytes; the union package of tfjs alone would be eleven.
  expect(bytes).toBeLessThan(10e6);
});
