// npm run bench: bundles the benchmark and its peers, then runs it. What it does is in bench.ts.
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { nodeBundle } from '../../build/vite/node-bundle.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
// A folder for each process: peers start from it all along, and a second benchmark must not rebuild it under them.
const bundles = path.join(root, 'dist', `bench-${process.pid}`);
const entries = {
  bench: 'test/bench/bench.ts',
  ours: 'test/bench/peers/ours.ts',
  'tfjs-node': 'test/bench/peers/tfjs-node.ts',
  brain: 'test/bench/peers/brain.ts',
};
const bundle = nodeBundle({ root, outDir: bundles, entries, mode: 'production' });
const isExternal = bundle.build.rolldownOptions.external;
// brain.js and tfjs-node are measured as they are published, not as a bundler rewrites them.
bundle.build.rolldownOptions.external = (id) =>
  id === 'brain.js' || id.startsWith('@tensorflow/') || isExternal(id);
bundle.resolve = {};
process.once('exit', () => rmSync(bundles, { recursive: true, force: true }));
process.once('SIGINT', () => process.exit(130));
await build(bundle);
const { main } = createRequire(import.meta.url)(path.join(bundles, 'bench.cjs'));
process.exitCode = await main(process.argv.slice(2), { root, bundles });
