// Initial weights from a file (`--weights`).
import { readFileSync } from 'node:fs';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import { readSafetensors } from '../../src-core/export/safetensors';

/** @throws Error that names the file and what is wrong with it. */
export function readWeightsFile(file: string): readonly NamedTensor[] {
  const read = readSafetensors(bytesOf(file));
  if (read.kind === 'refused') throw new Error(`${file} holds no weights. ${read.why}`);
  return read.tensors;
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The weights cannot be read: expected a .safetensors file at ${file}, got ${why}.`, {
      cause: error,
    });
  }
}
