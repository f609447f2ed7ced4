// Entry of the exporter process: main forks it as a utility process for one export, so that drawing, zipping and reading of large
// records never hold up the window. It answers once and is then ended.
import type { ExportJob } from '../../src-core/contract/export-request';
import { reasonOf } from '../../src-core/export/storage-failure';
import { runExportJob } from './export-job';

/** Electron's `process.parentPort`, as far as it is used; this file imports no electron. */
interface ParentPort {
  postMessage(message: unknown): void;
  once(event: 'message', listener: (event: { readonly data: ExportJob }) => void): unknown;
}

const { parentPort } = process as { readonly parentPort?: ParentPort };
if (parentPort === undefined)
  throw new Error('exporter.cjs is a part of Unroll and runs as its child process: use unroll export.');

parentPort.once('message', ({ data }) => {
  runExportJob(data).then(
    (outcome) => parentPort.postMessage(outcome),
    (error: unknown) =>
      parentPort.postMessage({ kind: 'refused', why: `The export failed: ${reasonOf(error)}.` }),
  );
});
