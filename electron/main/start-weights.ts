// The weights that the next runs begin with: those of `--weights`, or of a file that was chosen in the window.
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { ChooseWeightsReply } from '../../src-core/contract/start-weights';
import { readWeightsFile } from '../runs/weights-file';
import type { Handlers } from './ipc';

export class StartWeights {
  private chosen: { readonly file: string; readonly tensors: readonly NamedTensor[] } | null = null;

  /** @param given file and tensors of `--weights`; either null: there are none */
  constructor(file: string | null, tensors: readonly NamedTensor[] | null) {
    if (file !== null && tensors !== null) this.chosen = { file, tensors };
  }

  /** Absolute path; null: weights are drawn. */
  get file(): string | null {
    return this.chosen?.file ?? null;
  }

  get tensors(): readonly NamedTensor[] | null {
    return this.chosen?.tensors ?? null;
  }

  /** Takes the file's, where it holds any. @param file absolute path */
  async choose(file: string): Promise<ChooseWeightsReply> {
    const read = await readWeightsFile(file);
    if (read.kind === 'refused') return read;
    this.chosen = { file, tensors: read.tensors };
    return { kind: 'chosen', file };
  }

  clear(): void {
    this.chosen = null;
  }
}

/** @param ask asks a person for a file: absolute path, or null where none was chosen */
export function weightsHandlers(
  weights: StartWeights,
  ask: () => Promise<string | null>,
): Pick<Handlers, 'weights:choose' | 'weights:clear'> {
  return {
    'weights:choose': async () => {
      const file = await ask();
      return file === null ? { kind: 'cancelled' } : weights.choose(file);
    },
    'weights:clear': () => {
      weights.clear();
      return null;
    },
  };
}
