// The fonts of pictures, the only ones used: a picture is the same on every machine. fonts/README.md says where they come from.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Family of everything but Chinese, which falls back to the font that has it. */
export const FONT_FAMILY = 'DejaVu Sans';

/** Font files by weight, the first that has a character draws it. */
export interface FontFiles {
  readonly regular: readonly string[];
  readonly bold: readonly string[];
}

/** Absolute paths of the fonts: beside this file from source, beside the bundle where it is built. */
export function fontFiles(): FontFiles {
  const dejavu = path.join(
    path.dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
    'ttf',
  );
  const chinese = path.join(path.dirname(fileURLToPath(import.meta.url)), 'fonts', 'NotoSansSC-subset.ttf');
  return {
    regular: [path.join(dejavu, 'DejaVuSans.ttf'), chinese],
    bold: [path.join(dejavu, 'DejaVuSans-Bold.ttf'), chinese],
  };
}
