// electron-builder's hook between packing Electron with the window and making packages of it: the engine goes in here.
// As `extraResources` it would lose its node_modules.
import { chmodSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/** @param {import('electron-builder').AfterPackContext} context */
export default function afterPack({ appOutDir, electronPlatformName, packager }) {
  const app = packager.config.directories?.app;
  if (app === undefined || app === null)
    throw new Error('Expected directories.app in the configuration, got none.');
  const engine = path.join(path.dirname(app), 'engine');
  const resources = packager.getResourcesDir(appOutDir);
  // Beside the archive: what lies in it finds its packages there as well.
  renameSync(path.join(engine, 'node_modules'), path.join(resources, 'node_modules'));
  renameSync(engine, path.join(resources, 'engine'));
  if (electronPlatformName !== 'linux') return;
  // A helper that belongs to root after installation then acts as root, and shuts Chromium's processes in.
  chmodSync(path.join(appOutDir, 'chrome-sandbox'), 0o4755);
  symlinkSync('resources/engine/bin/unroll', path.join(appOutDir, 'unroll'));
}
