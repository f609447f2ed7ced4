// Step 5: the app itself, built by Vite where its sources have changed.
import path from 'node:path';
import { isBuilt } from '../build.mjs';
import { SetupFailure } from './failure.mjs';
import { toolOptions } from './step.mjs';
import { lastLines, runTool, ToolFailure } from './tool.mjs';

/** @type {import('./step.mjs').Step} */
export const bundles = { name: 'app', isDone: () => isBuilt(), run };

/**
 * In a process of its own, which can be ended at any time.
 * @param {import('./step.mjs').Work} work
 */
async function run(work) {
  const { site, progress } = work;
  progress.stage('building');
  try {
    await runTool(process.execPath, [path.join(site.root, 'build', 'build.mjs')], {
      ...toolOptions(work),
      onLine: (line) => line.startsWith('built ') && progress.stage(line),
    });
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    throw new SetupFailure({
      what: 'the app could not be built',
      why: lastLines(error.output, 20),
      remedy: ['If you changed a source, put that right; else get it back with git. Then run this again.'],
    });
  }
}
