// The option with the initial weights, shared by every command that trains.
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import { readWeightsFile } from '../runs/weights-file';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

/** For `parseArgs`. */
export const weightsOption = { weights: { type: 'string' } } as const;

/** @returns null where it was not given @throws UsageError where the file holds no weights */
export async function readWeightsOption(
  file: string | undefined,
  terminal: Terminal,
): Promise<readonly NamedTensor[] | null> {
  if (file === undefined) return null;
  if (file === '') {
    throw new UsageError(['--weights expects the path of a .safetensors or .npz file, got nothing.']);
  }
  const read = await readWeightsFile(terminal.resolve(file));
  if (read.kind === 'refused') throw new UsageError([read.why]);
  return read.tensors;
}
