// What a person may give the app on its command line. Flags of Chromium and Electron pass through untouched.
import path from 'node:path';

export interface Arguments {
  /** Absolute path of the file with initial weights (`--weights`), or null. */
  readonly weights: string | null;
  /** Absolute path of the experiment file to open, or null. */
  readonly file: string | null;
}

/**
 * @param argv As in `process.argv`: the executable first.
 * @param where `folder`: where relative paths start, the folder the person called from; `namesApp`: the first path is the
 *   app's own, as Electron is given it where the app is not packed.
 * @throws Error where `--weights` comes without a file, or more than one file is to be opened.
 */
export function parseArguments(
  argv: readonly string[],
  { folder, namesApp }: { readonly folder: string; readonly namesApp: boolean },
): Arguments {
  const { weights, paths } = sorted(argv.slice(1));
  const files = namesApp ? paths.slice(1) : paths;
  if (weights === '' || weights?.startsWith('-') === true) {
    throw new Error('--weights expects the path of a .safetensors or .npz file, got nothing.');
  }
  const [file = null, ...more] = files;
  if (more.length > 0) {
    throw new Error(`The window opens one experiment file, got also ${more.join(' ')}.`);
  }
  return {
    weights: weights === null ? null : path.resolve(folder, weights),
    file: file === null ? null : path.resolve(folder, file),
  };
}

interface Sorted {
  readonly weights: string | null;
  readonly paths: readonly string[];
}

function sorted(argv: readonly string[]): Sorted {
  let weights: string | null = null;
  const paths: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    if (argument === '--weights') {
      index += 1;
      weights = argv[index] ?? '';
    } else if (argument.startsWith('--weights=')) weights = argument.slice('--weights='.length);
    else if (argument !== '' && !argument.startsWith('-')) paths.push(argument);
  }
  return { weights, paths };
}
