// A trained network in any of the formats: what a format cannot hold is refused here, once for all who ask.
import type { ModelFormat } from '../contract/export-request';
import type { Exported } from './exported';
import { modelNotes } from './model-notes';
import { refusalOf } from './model-support';
import { type NetworkStructure, networkStructure } from './network-structure';
import { onnxBytes } from './onnx/onnx-model';
import { pytorchFiles } from './pytorch/pytorch-script';
import { writeSafetensors } from './safetensors';
import { savedModelFiles } from './saved-model/saved-model';
import { layersModelFiles } from './tfjs/layers-model';
import type { TrainedModel } from './trained-model';

/** The file or folder of a model. */
export function exportModel(format: ModelFormat, model: TrainedModel): Exported {
  const network = networkStructure(model.settings.model, model.weights);
  const why =
    typeof network === 'string'
      ? network
      : (refusalOf(format, model.settings.model) ?? sizeRefusal(format, bytesOf(model)));
  if (typeof network === 'string' || why !== null) return { kind: 'refused', why: why ?? '' };
  return written(format, network, model);
}

function written(format: ModelFormat, network: NetworkStructure, model: TrainedModel): Exported {
  switch (format) {
    case 'safetensors':
      return {
        kind: 'file',
        content: writeSafetensors(model.weights, { format: 'pt', ...modelNotes(model) }),
      };
    case 'onnx':
      return { kind: 'file', content: onnxBytes(network, model) };
    case 'saved-model':
      return { kind: 'folder', files: savedModelFiles(network, model) };
    case 'tfjs':
      return { kind: 'folder', files: layersModelFiles(network, model) };
    case 'pytorch': {
      const files = pytorchFiles(network, model);
      return typeof files === 'string' ? { kind: 'refused', why: files } : { kind: 'folder', files };
    }
  }
}

function bytesOf({ weights }: TrainedModel): number {
  return weights.reduce((bytes, { values }) => bytes + 4 * values.length, 0);
}

/** A protocol buffer holds less than 2 GiB; what is not weights takes little of it. */
const LARGEST_PROTOCOL_BUFFER = 2 ** 31 - 2 ** 24;

/** Why the weights are too many for the format; null: they are not. @param bytes of all weights */
export function sizeRefusal(format: ModelFormat, bytes: number): string | null {
  const isLimited = format === 'onnx' || format === 'saved-model';
  if (!isLimited || bytes <= LARGEST_PROTOCOL_BUFFER) return null;
  return `The weights take ${bytes} bytes, and a file of this format holds less than 2 GiB: export them as safetensors.`;
}
