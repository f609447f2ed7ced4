// An Electron of the Electron project's own making: where ELECTRON_OVERRIDE_DIST_PATH points, or in its npm package.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { SetupFailure } from './failure.mjs';
import { holdsStamp, writeStamp } from './stamp.mjs';
import { toolOptions } from './step.mjs';
import { lastLines, runTool, ToolFailure } from './tool.mjs';

/** @type {Partial<Record<NodeJS.Platform, string>>} */
const BINARY = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * @param {import('./site.mjs').Site} site
 * @returns {string | undefined} the binary of one that is there and runs
 */
export function officialElectron(site) {
  const override = site.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  return [...(override === '' ? [] : [override]), path.join('node_modules', 'electron', 'dist')]
    .map((folder) => path.resolve(site.root, folder, BINARY[site.platform] ?? 'electron'))
    .find((binary) => existsSync(binary) && runs(binary, site));
}

/**
 * Elsewhere than on Linux x64 its own download is the only one, by the electron package's installer.
 * @param {import('./step.mjs').Work} work
 */
export async function installOfficialElectron(work) {
  work.progress.stage('downloading from the Electron project');
  const installer = path.join(work.site.root, 'node_modules', 'electron', 'install.js');
  try {
    await runTool(process.execPath, [installer], toolOptions(work));
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    throw new SetupFailure({
      what: `the official Electron could not be downloaded: its installer ${error.ending}`,
      why: lastLines(error.output, 6),
      remedy: [
        'Point ELECTRON_OVERRIDE_DIST_PATH at an unpacked Electron, or see that the download is reachable,',
        'then run this again. Training needs no window: `npm run unroll -- doctor`.',
      ],
    });
  }
}

/**
 * Tries it as plain Node, once: a trial takes a tenth of a second, so a success is remembered while the file stands.
 * @param {string} binary
 * @param {import('./site.mjs').Site} site
 */
function runs(binary, site) {
  const stamp = path.join(site.runtime, 'official-electron.json');
  if (holdsStamp(stamp, binary)) return true;
  const env = { ...site.env, ELECTRON_RUN_AS_NODE: '1' };
  const trial = spawnSync(binary, ['-p', 'process.versions.electron'], { env, encoding: 'utf8' });
  // Libraries the system lacks are no fault of it: the next step sees to them.
  if (trial.status !== 0 && !/error while loading shared libraries/.test(trial.stderr ?? '')) return false;
  writeStamp(stamp, binary, [binary]);
  return true;
}
