// What a person may give the app on its command line. Flags of Chromium and Electron pass through untouched.
import path from 'node:path';

export interface Arguments {
  /** Absolute path of the file with initial weights (`--weights`), or null. */
  readonly weights: string | null;
}

/**
 * @param argv As in `process.argv`: the executable first.
 * @param folder Where relative paths start: the folder the person called from.
 * @throws Error where `--weights` comes without a file.
 */
export function parseArguments(argv: readonly string[], folder: string): Arguments {
  let weights: string | null = null;
  for (const [index, argument] of argv.entries()) {
    if (argument === '--weights') weights = argv[index + 1] ?? '';
    else if (argument.startsWith('--weights=')) weights = argument.slice('--weights='.length);
    else continue;
    if (weights === '' || weights.startsWith('-')) {
      throw new Error('--weights expects the path of a .safetensors or .npz file, got nothing.');
    }
  }
  return { weights: weights === null ? null : path.resolve(folder, weights) };
}
