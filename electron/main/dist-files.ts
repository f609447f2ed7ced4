// Where the other parts of a build lie: beside the folder of this bundle.
import path from 'node:path';

const dist = path.dirname(__dirname);

/** Absolute paths. */
export const distFiles = {
  page: path.join(dist, 'renderer'),
  preload: path.join(dist, 'preload', 'preload.cjs'),
  icon: path.join(__dirname, 'icon.png'),
  host: path.join(dist, 'trainer', 'host.cjs'),
} as const;
