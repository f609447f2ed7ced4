// The formats of `unroll export`. To add one, add its line.
import type { Exported } from '../../src-core/export/exported';
import { modelNotes } from '../../src-core/export/model-notes';
import { writeSafetensors } from '../../src-core/export/safetensors';
import type { TrainedModel } from '../../src-core/export/trained-model';

/** What a format is written from, and how. Writers are pure: the command reads the folder and writes the result. */
export type ExportFormat = {
  /** As `--format` takes it. */
  readonly name: string;
  /** One line for `--help`. */
  readonly summary: string;
} & {
  /** The network of one run. */
  readonly takes: 'model';
  readonly write: (model: TrainedModel) => Exported;
};

export const exportFormats: readonly ExportFormat[] = [
  {
    name: 'safetensors',
    summary: "the weights under PyTorch's names, one file",
    takes: 'model',
    write: (model) => ({
      kind: 'file',
      content: writeSafetensors(model.weights, { format: 'pt', ...modelNotes(model) }),
    }),
  },
];
