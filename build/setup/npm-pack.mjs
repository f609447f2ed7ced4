// A package as npm's registry has it, as a file.
import path from 'node:path';
import { SetupFailure } from './failure.mjs';
import { npm, npmErrors } from './packages.mjs';
import { toolOptions } from './step.mjs';
import { runTool, ToolFailure } from './tool.mjs';

/**
 * Leaves the package's archive in a folder. npm gets a cache of its own there, in the folder that is watched: else it would
 * keep the file a second time.
 * @param {import('./step.mjs').Work} work
 * @param {{ name: string, title: string, folder: string, otherwise?: readonly string[] }} what
 *   `name`: `package@version`; `title`: what a person calls it; `otherwise`: what else can be done where npm fails
 */
export async function npmPack(work, { name, title, folder, otherwise = [] }) {
  const { command, args } = npm(work.site.env);
  const target = ['--pack-destination', folder, '--cache', path.join(folder, 'npm-cache')];
  const quiet = ['--ignore-scripts', '--loglevel=error', '--no-progress'];
  try {
    await runTool(command, [...args, 'pack', name, ...target, ...quiet], toolOptions(work));
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    throw new SetupFailure({
      what: `npm could not download ${title}: it ${error.ending}`,
      why: npmErrors(error.output),
      remedy: ['See that npm reaches its registry (`npm ping`), then run this again.', ...otherwise],
    });
  }
}
