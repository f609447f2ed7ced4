// The option with the initial weights, shared by every command that trains.
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import { readWeights } from './read-experiment';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

/** For `parseArgs`. */
export const weightsOption = { weights: { type: 'string' } } as const;

/** @returns null where it was not given @throws UsageError where the file holds no weights */
export function readWeightsOption(
  file: string | undefined,
  terminal: Terminal,
): readonly NamedTensor[] | null {
  if (file === undefined) return null;
  if (file === '') {
    throw new UsageError(['--weights expects the path of a .safetensors file, got nothing.']);
  }
  return readWeights(terminal.resolve(file));
}
