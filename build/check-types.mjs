// Strict types, folder by folder, each with the globals its environment really has.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

/** Folder → compiler: vue-tsc where there are components. */
const folders = {
  'src-core': 'typescript/bin/tsc',
  'electron/main': 'typescript/bin/tsc',
  'electron/preload': 'typescript/bin/tsc',
  'electron/hosts': 'typescript/bin/tsc',
  'electron/trainer': 'typescript/bin/tsc',
  'electron/cli': 'typescript/bin/tsc',
  'electron/exports': 'typescript/bin/tsc',
  'electron/pictures': 'typescript/bin/tsc',
  renderer: 'vue-tsc/bin/vue-tsc.js',
  build: 'typescript/bin/tsc',
  test: 'vue-tsc/bin/vue-tsc.js',
};

const asked = process.argv.slice(2);
const unknown = asked.filter((folder) => !(folder in folders));
if (unknown.length > 0) {
  console.error(`No types to check in ${unknown.join(', ')}: expected ${Object.keys(folders).join(', ')}.`);
  process.exit(2);
}
let failed = 0;
for (const [folder, compiler] of Object.entries(folders)) {
  if (asked.length > 0 && !asked.includes(folder)) continue;
  const { status } = spawnSync(process.execPath, [require.resolve(compiler), '--project', folder], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error(`types: ${folder} failed`);
    failed += 1;
  }
}
process.exit(failed > 0 ? 1 : 0);
