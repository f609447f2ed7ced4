// Where the other parts of a build lie: beside the folder of this bundle.
import path from 'node:path';
import { app } from 'electron';

const dist = path.dirname(__dirname);
/** Once installed, what trains lies outside of Electron's archive: the command line runs it too, on a Node of its own. */
const engine = app.isPackaged ? path.join(process.resourcesPath, 'engine', 'dist') : dist;

/** Absolute paths. */
export const distFiles = {
  page: path.join(dist, 'renderer'),
  preload: path.join(dist, 'preload', 'preload.cjs'),
  icon: path.join(__dirname, 'icon.png'),
  host: path.join(engine, 'trainer', 'host.cjs'),
  exporter: path.join(engine, 'exporter', 'exporter.cjs'),
} as const;
