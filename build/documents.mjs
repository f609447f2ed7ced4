// `npm run documents`: writes the documents that are generated from the source.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** @type {{ module: typeof import('./documents/documents') }} */
const { module } = await runnerImport(path.join(root, 'build/documents/documents.ts'), {
  root,
  configFile: false,
});
for (const { file, text } of await module.generatedDocuments(root)) {
  writeFileSync(path.join(root, file), text);
  console.log(file);
}
