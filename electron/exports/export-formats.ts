// The formats of exports, for window and command line alike. To add one, add its line.
import {
  MODEL_FORMATS,
  SERIES_FORMATS,
  type ExportFormatName,
  type ExportWhat,
  type ModelFormat,
} from '../../src-core/contract/export-request';
import { exportModel } from '../../src-core/export/export-model';
import type { Exported } from '../../src-core/export/exported';
import type { RecordedSeries } from '../../src-core/export/recorded-series';
import type { Manifest } from '../../src-core/export/manifest';
import { SERIES_SUMMARIES } from '../../src-core/export/series-format';
import type { TrainedModel } from '../../src-core/export/trained-model';
import { writeBundle } from '../runs/write-bundle';
import { exportSeries } from './export-series';

/** What a format is written from, and how. Writers write no file: whoever asked does, with what they come to. */
export type ExportFormat = {
  /** As `--format` takes it. */
  readonly name: ExportFormatName;
  /** One line for `--help`. */
  readonly summary: string;
} & (
  | {
      /** The network of one run. */
      readonly takes: 'model';
      readonly write: (model: TrainedModel) => Exported;
    }
  | {
      /** The numbers of all runs, or of one. */
      readonly takes: 'series';
      readonly write: (
        series: RecordedSeries,
        options: Pick<ExportWhat, 'chart' | 'scale' | 'language'>,
      ) => Promise<Exported>;
    }
  | {
      /** The experiment's folder, whole. */
      readonly takes: 'record';
      readonly write: (dir: string, manifest: Manifest) => Exported;
    }
);

const modelSummaries: Readonly<Record<ModelFormat, string>> = {
  safetensors: "the weights under PyTorch's names, one file",
  onnx: 'the network for ONNX Runtime and others, one file',
  'saved-model': 'the network for TensorFlow, a folder',
  tfjs: 'the network as a TensorFlow.js LayersModel, a folder',
  pytorch: 'a training script with weights and sequences, which repeats the run, a folder',
};

export const exportFormats: readonly ExportFormat[] = [
  ...SERIES_FORMATS.map((format): ExportFormat => ({
    name: format,
    summary: SERIES_SUMMARIES[format],
    takes: 'series',
    write: (series, { chart, scale, language }) => exportSeries(series, { format, chart, scale, language }),
  })),
  ...MODEL_FORMATS.map((name): ExportFormat => ({
    name,
    summary: modelSummaries[name],
    takes: 'model',
    write: (model) => exportModel(name, model),
  })),
  {
    name: 'bundle',
    summary: 'everything that was recorded as one file (*.unroll), to keep, send and verify',
    takes: 'record',
    write: writeBundle,
  },
];
