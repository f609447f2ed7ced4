// One export of a recorded experiment: what window and command line both call, so that the same record gives the same bytes.
import { assertNever } from '../../src-core/assert-never';
import type { ExportWhat } from '../../src-core/contract/export-request';
import type { Exported } from '../../src-core/export/exported';
import type { ManifestRun } from '../../src-core/export/manifest';
import type { RecordedExperiment } from '../runs/recorded-experiment';
import { readModel } from '../runs/recorded-model';
import { readSeries } from '../runs/recorded-series';
import type { ExportFormat } from './export-formats';

export interface RecordedExport {
  /** Absolute path of the experiment's folder. */
  readonly dir: string;
  /** What it holds. */
  readonly recorded: RecordedExperiment;
  /** Null: all of them. */
  readonly run: ManifestRun | null;
  readonly format: ExportFormat;
  readonly options: Pick<ExportWhat, 'chart' | 'scale' | 'language'>;
}

/** The export, or why there is none. */
export async function exportRecorded({
  dir,
  recorded,
  run,
  format,
  options,
}: RecordedExport): Promise<Exported> {
  switch (format.takes) {
    case 'model': {
      if (run === null) throw new Error('A model is that of one run.');
      const read = readModel(dir, recorded, run);
      return read.kind === 'refused' ? read : format.write(read.model);
    }
    case 'record':
      return format.write(dir, recorded.manifest);
    case 'series': {
      const read = await readSeries(dir, run?.folder ?? null);
      if (read.kind === 'refused') return { kind: 'refused', why: read.problems.join(' ') };
      return format.write(read.series, options);
    }
    default:
      return assertNever(format);
  }
}
