// The bundles that run for real in these tests: built if their sources changed.
import path from 'node:path';
import { buildAll } from '../../build/build.mjs';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');
export const HOST_SCRIPT = path.join(ROOT, 'dist', 'trainer', 'host.cjs');
export const CLI_SCRIPT = path.join(ROOT, 'dist', 'cli', 'cli.cjs');

/** Brings trainer and command line up to date; costs nothing where they are. */
export async function buildBundles(): Promise<void> {
  await buildAll({ names: ['trainer', 'cli'] });
}
