// What the window asked for, from the folder to the file.
import type { ExportJob, ExportOutcome } from '../../src-core/contract/export-request';
import { storageFailure } from '../../src-core/export/storage-failure';
import { readRecorded } from '../runs/recorded-experiment';
import { inTheWay, writeExport } from '../runs/write-export';
import { exportFormats } from './export-formats';
import { exportRecorded } from './export-recorded';

const refused = (why: string): ExportOutcome => ({ kind: 'refused', why });

/**
 * Makes the export and writes it, or hands it over. A file at the place is replaced: whoever chose it was asked. Never throws for
 * the sake of a disk.
 */
export async function runExportJob({ dir, what, out }: ExportJob): Promise<ExportOutcome> {
  const format = exportFormats.find(({ name }) => name === what.format);
  if (format === undefined) throw new Error(`There is no export format ${what.format}.`);
  const recorded = readRecorded(dir);
  if (recorded.kind === 'refused') return refused(recorded.problems.join(' '));
  const run = recorded.manifest.runs.find(({ folder }) => folder === what.run) ?? null;
  if (run === null && (what.run !== null || format.takes === 'model'))
    return refused(`${dir} holds no run ${JSON.stringify(what.run)}.`);
  const exported = await exportRecorded({ dir, recorded, run, format, options: what });
  if (exported.kind === 'refused') return exported;
  if (out !== null) return write(out, exported);
  if (exported.kind === 'file') return { kind: 'content', content: exported.content };
  return refused(`${what.format} is a folder of files: save it.`);
}

function write(out: string, exported: Parameters<typeof writeExport>[1]): ExportOutcome {
  try {
    const obstacle = inTheWay(out, exported, true);
    if (obstacle !== null) return refused(obstacle);
    writeExport(out, exported);
    return { kind: 'written' };
  } catch (error) {
    return refused(storageFailure(out, error).message);
  }
}
