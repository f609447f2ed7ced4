// One export in a process of its own: what draws and zips may be slow, or crash, and the window goes on.
import type { Readable, Writable } from 'node:stream';
import { utilityProcess } from 'electron';
import type { ExportJob, ExportOutcome } from '../../src-core/contract/export-request';
import { parseExportOutcome } from '../../src-core/contract/parse-export-outcome';
import { passOnLog } from '../hosts/native-log';

/**
 * @param script absolute path of `exporter.cjs`
 * @param errors gets what the process prints
 */
export function runExporter(script: string, job: ExportJob, errors: Writable): Promise<ExportOutcome> {
  const child = utilityProcess.fork(script, [], { serviceName: 'Unroll exporter', stdio: 'pipe' });
  // Typed as the web's stream, and in fact one of Node's.
  for (const output of [child.stdout, child.stderr])
    if (output !== null) passOnLog(output as unknown as Readable, errors);
  return new Promise<ExportOutcome>((resolve, reject) => {
    child.on('exit', (code) =>
      resolve({
        kind: 'refused',
        why: `The process that makes exports ended with exit code ${code} before it was done: try again.`,
      }),
    );
    child.on('message', (message: unknown) => {
      try {
        resolve(parseExportOutcome(message));
      } catch (error) {
        reject(error as Error);
      }
      child.kill();
    });
    child.postMessage(job);
  });
}
