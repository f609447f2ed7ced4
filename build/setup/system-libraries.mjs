// Step 4: the libraries of the system that the window needs, and for tests a screen in memory (Xvfb).
// Only Linux has this step: elsewhere the system brings them.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { install, installCommand, missingPackages, SCREEN_PACKAGES, WINDOW_PACKAGES } from './debian.mjs';
import { electronBinary } from './electron-runtime.mjs';
import { SetupFailure } from './failure.mjs';
import { canSandbox, sandboxFailure } from './sandbox.mjs';
import { readLdd } from './shared-libraries.mjs';
import { holdsStamp, writeStamp } from './stamp.mjs';
import { toolOptions } from './step.mjs';
import { findProgram, runTool, ToolFailure } from './tool.mjs';

const FONTS = ['/usr/share/fonts', '/usr/local/share/fonts'];

/** For the window. @type {import('./step.mjs').Step} */
export const windowLibraries = step({ withScreen: false });

/** For the window, shown where there is no display. @type {import('./step.mjs').Step} */
export const testLibraries = step({ withScreen: true });

/**
 * @param {{ withScreen: boolean }} options
 * @returns {import('./step.mjs').Step}
 */
function step({ withScreen }) {
  return {
    name: 'system libraries',
    isDone: (site) =>
      site.platform !== 'linux' ||
      (holdsStamp(stampFile(site), electronBinary(site)) &&
        (!withScreen || hasScreen(site)) &&
        canSandbox(site, electronBinary(site))),
    run: (work) => run(work, withScreen),
  };
}

/**
 * @param {import('./step.mjs').Work} work
 * @param {boolean} withScreen
 */
async function run(work, withScreen) {
  const { site, progress } = work;
  progress.stage('looking for them');
  const lacking = await whatLacks(work, withScreen);
  if (lacking.length > 0) {
    const wanted = withScreen ? [...SCREEN_PACKAGES, ...WINDOW_PACKAGES] : WINDOW_PACKAGES;
    await addPackages(work, lacking, wanted);
    const still = await whatLacks(work, withScreen);
    if (still.length > 0) throw lackingFailure(still, ['They were installed, and are still not found.'], []);
  }
  if (!canSandbox(site, electronBinary(site))) throw sandboxFailure(electronBinary(site));
  const { found } = await libraries(work);
  writeStamp(stampFile(site), electronBinary(site), [electronBinary(site), ...found]);
}

/**
 * @param {import('./step.mjs').Work} work
 * @param {readonly string[]} lacking
 * @param {readonly string[]} wanted packages
 */
async function addPackages(work, lacking, wanted) {
  const { site } = work;
  const onDebian =
    findProgram('apt-get', site.env) !== undefined && findProgram('dpkg-query', site.env) !== undefined;
  if (!onDebian)
    throw lackingFailure(
      lacking,
      ['This system has no apt-get to install them with.'],
      [
        'Install the packages of your distribution that hold them; on Debian they are:',
        `  ${wanted.join(' ')}`,
      ],
    );
  const packages = await missingPackages(work, wanted);
  if (!site.isRoot)
    throw lackingFailure(
      lacking,
      ['Only root may install them.'],
      [installCommand(packages, false), 'then run this again.'],
    );
  await install(work, packages);
}

/**
 * @param {import('./step.mjs').Work} work
 * @param {boolean} withScreen
 * @returns {Promise<string[]>} names of libraries and programs
 */
async function whatLacks(work, withScreen) {
  const { missing } = await libraries(work);
  const screen = withScreen ? ['xvfb-run', 'xauth'].filter((name) => !findProgram(name, work.site.env)) : [];
  return [...missing, ...screen, ...(hasFonts() ? [] : ['any font'])];
}

/** @param {import('./step.mjs').Work} work */
async function libraries(work) {
  const binary = electronBinary(work.site);
  try {
    return readLdd(await runTool('ldd', [binary], toolOptions(work)));
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    throw new SetupFailure({
      what: `ldd cannot read ${binary}`,
      why: error.lines,
      remedy: [`Remove ${path.dirname(binary)} and run this again.`],
    });
  }
}

/**
 * @param {readonly string[]} lacking
 * @param {string[]} why
 * @param {string[]} remedy
 */
function lackingFailure(lacking, why, remedy) {
  return new SetupFailure({
    what: `the window needs what this system lacks: ${lacking.join(', ')}`,
    why,
    remedy,
  });
}

/** @param {import('./site.mjs').Site} site */
function hasScreen(site) {
  return ['xvfb-run', 'xauth'].every((name) => findProgram(name, site.env) !== undefined);
}

function hasFonts() {
  return FONTS.some((folder) => existsSync(folder) && readdirSync(folder).length > 0);
}

/** @param {import('./site.mjs').Site} site */
function stampFile(site) {
  return path.join(site.runtime, 'system-libraries.json');
}
