// Debian's side of the system libraries: which packages, which of them are missing, and apt-get with progress.
import { SetupFailure } from './failure.mjs';
import { toolOptions } from './step.mjs';
import { lastLines, runTool, ToolFailure } from './tool.mjs';

/** What the window needs. */
export const WINDOW_PACKAGES = [
  ...['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libxtst6', 'libdrm2'],
  ...['libatk-bridge2.0-0', 'libcups2', 'fonts-dejavu-core'],
];

/** What a screen in memory needs: the tests' window is shown there. */
export const SCREEN_PACKAGES = ['xvfb', 'xauth'];

/**
 * @param {readonly string[]} wanted
 * @param {string} listing lines of `status package`, as dpkg-query writes them
 * @returns {string[]} those not fully installed
 */
export function notInstalled(wanted, listing) {
  const installed = new Set(
    listing.split('\n').flatMap((line) => {
      const [status, name] = line.trim().split(/\s+/);
      return status === 'ii' && name !== undefined ? [name] : [];
    }),
  );
  return wanted.filter((name) => !installed.has(name));
}

/**
 * @param {readonly string[]} packages
 * @param {boolean} isRoot
 * @returns {string} the command a person would type
 */
export function installCommand(packages, isRoot) {
  const sudo = isRoot ? '' : 'sudo ';
  const install = `${sudo}apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  return `${sudo}apt-get update && ${install}`;
}

/**
 * @param {string} line of APT::Status-Fd: `dlstatus:1:45.2:Retrieving …` or `pmstatus:xvfb:60:Unpacking …`
 * @returns {{ stage: string, percent: number } | undefined}
 */
export function readAptStatus(line) {
  const [, kind, percent] = /^(dlstatus|pmstatus):[^:]*(?::[^:\d][^:]*)*:([\d.]+):/.exec(line) ?? [];
  if (kind === undefined) return undefined;
  return { stage: kind === 'dlstatus' ? 'downloading' : 'installing', percent: Math.floor(Number(percent)) };
}

/**
 * @param {import('./step.mjs').Work} work
 * @param {readonly string[]} wanted
 * @returns {Promise<string[]>}
 */
export async function missingPackages(work, wanted) {
  const format = '-f=${db:Status-Abbrev} ${Package}\\n';
  return notInstalled(wanted, await runTool('dpkg-query', ['-W', format], toolOptions(work)));
}

/**
 * @param {import('./step.mjs').Work} work
 * @param {readonly string[]} packages
 */
export async function install(work, packages) {
  const { progress } = work;
  progress.say(`Installing what the window needs from Debian: ${packages.join(' ')}`);
  const patient = ['-o', 'DPkg::Lock::Timeout=300'];
  progress.stage('reading the package lists');
  await apt(work, packages, [...patient, 'update']);
  // Goes on where an installation was interrupted; without one, does nothing.
  await runTool('dpkg', ['--configure', '-a'], aptOptions(work)).catch(onlyToolFailure);
  const flags = [...patient, '-o', 'APT::Status-Fd=1', '-y', '--no-install-recommends'];
  const counted = packages.length === 1 ? packages.join() : `${packages.length} packages`;
  let stage = '';
  await apt(work, packages, [...flags, 'install', ...packages], (line) => {
    const status = readAptStatus(line);
    if (status === undefined) return;
    if (status.stage !== stage) progress.stage(`${status.stage} ${counted}`, { total: 100, unit: 'items' });
    stage = status.stage;
    progress.advance(status.percent);
  });
}

/**
 * @param {import('./step.mjs').Work} work
 * @param {readonly string[]} packages
 * @param {readonly string[]} args
 * @param {(line: string) => void} [onLine]
 */
async function apt(work, packages, args, onLine) {
  // Reading lists may be cut short; an installation is asked to end, and one left behind holds dpkg's lock until it is done.
  const manner = onLine === undefined ? {} : { onLine, gentle: true };
  try {
    await runTool('apt-get', args, { ...aptOptions(work), ...manner });
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    const errors = error.output.split('\n').filter((line) => /^(E:|W:|Err:)/.test(line));
    throw new SetupFailure({
      what: `apt-get ${args.at(-1) === 'update' ? 'could not read the package lists' : 'could not install'}`,
      why: errors.length > 0 ? errors.slice(-6) : lastLines(error.output, 6),
      remedy: [
        'Put that right, then run this again, or install them yourself:',
        `  ${installCommand(packages, true)}`,
      ],
    });
  }
}

/** @param {import('./step.mjs').Work} work */
function aptOptions(work) {
  const options = toolOptions(work);
  return { ...options, env: { ...options.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' } };
}

/** What stays wrong is said by the installation that follows. @param {unknown} error */
function onlyToolFailure(error) {
  if (!(error instanceof ToolFailure)) throw error;
  return '';
}
