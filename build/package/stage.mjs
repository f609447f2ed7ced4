// What goes into a package, laid out in a folder: Electron, the window's part of the app, the engine, the legal texts.
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { toolOptions } from '../setup/step.mjs';
import { runTool } from '../setup/tool.mjs';
import { unpackNode } from './carried-node.mjs';
import { copyEngine } from './engine-files.mjs';
import { writeNotices } from './notices.mjs';

/** Parts of dist/ that Electron runs; the engine has the others. */
const WINDOW_PARTS = ['main', 'preload', 'renderer'];

/**
 * @param {import('../setup/step.mjs').Work} work
 * @param {string} folder emptied first
 * @param {import('./release-electron.mjs').PackagedElectron} electron
 */
export async function stage(work, folder, electron) {
  const { site, progress } = work;
  rmSync(folder, { recursive: true, force: true });
  progress.stage('laying out Electron');
  copyElectron(electron.folder, path.join(folder, 'electron'));
  await stripLibraries(work, path.join(folder, 'electron'));
  progress.stage('laying out the window');
  copyWindow(site.root, path.join(folder, 'app'));
  progress.stage('laying out the engine');
  const engine = path.join(folder, 'engine');
  await copyEngine(site.root, engine);
  await unpackNode(work, path.join(engine, 'bin'));
  copyLauncher(site, path.join(engine, 'bin'));
  progress.stage('gathering licences');
  await writeNotices(work, {
    folder: path.join(folder, 'legal'),
    node: path.join(engine, 'bin', 'LICENSE'),
  });
  rmSync(path.join(engine, 'bin', 'LICENSE'));
}

/**
 * Without any app in it, and with its licence under the name that the official one gives it.
 * @param {string} from
 * @param {string} to
 */
function copyElectron(from, to) {
  const apps = [path.join(from, 'resources', 'app'), path.join(from, 'resources', 'default_app.asar')];
  cpSync(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !apps.includes(source),
  });
}

/**
 * Takes symbols for a debugger out of the libraries that come with Electron; some come with them.
 * @param {import('../setup/step.mjs').Work} work
 * @param {string} folder
 */
async function stripLibraries(work, folder) {
  if (work.site.platform !== 'linux') return;
  const libraries = readdirSync(folder).filter((name) => /\.so(\.\d+)*$/.test(name));
  const files = libraries.map((name) => path.join(folder, name));
  await runTool('strip', ['--strip-unneeded', ...files], toolOptions(work));
}

/**
 * @param {string} root
 * @param {string} folder
 */
function copyWindow(root, folder) {
  for (const part of WINDOW_PARTS) {
    cpSync(path.join(root, 'dist', part), path.join(folder, 'dist', part), {
      recursive: true,
      filter: (source) => !source.endsWith('.map') && path.basename(source) !== '.stamp',
    });
  }
  const { name, productName, version, description, license, main } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  const author = 'The Unroll authors';
  const facts = { name, productName, version, description, license, author, main };
  writeFileSync(
    path.join(folder, 'package.json'),
    // Electron tells a Linux desktop by this name which entry its window belongs to.
    `${JSON.stringify({ ...facts, desktopName: 'unroll.desktop' }, null, 2)}\n`,
  );
}

/**
 * @param {import('../setup/site.mjs').Site} site
 * @param {string} folder
 */
function copyLauncher(site, folder) {
  const onWindows = site.platform === 'win32';
  const name = onWindows ? 'unroll.cmd' : 'unroll';
  mkdirSync(folder, { recursive: true });
  const source = path.join(site.root, 'build', 'package', onWindows ? 'windows' : 'linux', name);
  copyFileSync(source, path.join(folder, name));
  chmodSync(path.join(folder, name), 0o755);
}
