// electron-builder's configuration, for every target: what differs from one package to the next comes in as values.
import path from 'node:path';
import { fusesFor } from './fuses.mjs';

/** Languages the window has; Chromium's texts in others are left out. */
const LANGUAGES = ['en-US', 'zh-CN'];

/**
 * @typedef {object} BuilderInput
 * @property {string} root
 * @property {string} stage   what {@link import('./stage.mjs').stage} laid out
 * @property {string} output  where the unpacked app and electron-builder's own targets go
 * @property {string} electronVersion
 * @property {import('./fuses.mjs').Purpose} purpose
 * @property {'normal' | 'maximum'} compression
 */

/** @param {BuilderInput} input @returns {import('electron-builder').Configuration} */
export function builderConfig({ root, stage, output, electronVersion, purpose, compression }) {
  const icon = path.join(root, 'build', 'icon', 'icon.png');
  return {
    appId: 'app.unroll.Unroll',
    productName: 'Unroll',
    copyright: 'Copyright The Unroll authors. Apache License 2.0',

    artifactName: 'unroll-${version}-${os}-${arch}.${ext}',
    directories: { app: path.join(stage, 'app'), output },
    // What the window needs of packages is in its bundles.
    files: ['**/*', '!node_modules'],
    afterPack: path.join(root, 'build', 'package', 'after-pack.mjs'),
    asar: true,
    compression,
    electronVersion,
    electronDist: path.join(stage, 'electron'),
    electronLanguages: LANGUAGES,
    electronFuses: fusesFor(purpose, Number.parseInt(electronVersion, 10)),
    // The addon is Node-API, made by set-up: nothing is compiled against Electron.
    npmRebuild: false,
    extraFiles: [{ from: path.join(stage, 'legal'), to: process.platform === 'darwin' ? 'Resources' : '.' }],
    // No update is ever looked for.
    publish: null,
    fileAssociations: [
      {
        ext: 'unroll',
        name: 'Unroll bundle',
        description: 'Unroll bundle',
        mimeType: 'application/x-unroll',
        role: 'Editor',
        icon,
      },
    ],
    ...linux(icon),
    ...windows(icon),
    ...mac(root, icon),
  };
}

/** @param {string} icon @returns {Partial<import('electron-builder').Configuration>} */
function linux(icon) {
  return {
    linux: {
      target: [{ target: 'AppImage', arch: 'x64' }],
      executableName: 'unroll-app',
      icon,
      category: 'Science',
      // Elsewhere a desktop tells files by their last ending alone, and would send every *.json here.
      fileAssociations: [
        {
          ext: 'unroll.json',
          name: 'Unroll experiment',
          description: 'Unroll experiment',
          mimeType: 'application/x-unroll-experiment+json',
          icon,
        },
      ],
      synopsis: 'Workbench for recurrent networks',
      maintainer: 'The Unroll authors',
      desktop: { entry: { StartupWMClass: 'Unroll' } },
    },
    // The runtime of this set is linked statically, and starts the app with its sandbox on: the one before does neither.
    toolsets: { appimage: '1.0.3' },
    appImage: { executableArgs: [] },
  };
}

/** @param {string} icon @returns {Partial<import('electron-builder').Configuration>} */
function windows(icon) {
  return {
    win: { target: [{ target: 'nsis', arch: 'x64' }], icon },
    nsis: {
      oneClick: false,
      perMachine: false,
      allowToChangeInstallationDirectory: true,
      deleteAppDataOnUninstall: false,
    },
  };
}

/** @param {string} root @param {string} icon @returns {Partial<import('electron-builder').Configuration>} */
function mac(root, icon) {
  const entitlements = path.join(root, 'build', 'package', 'mac', 'entitlements.plist');
  return {
    mac: {
      target: [{ target: 'dmg' }, { target: 'zip' }],
      category: 'public.app-category.education',
      icon,
      darkModeSupport: true,
      hardenedRuntime: true,
      entitlements,
      entitlementsInherit: entitlements,
    },
    dmg: { sign: false },
  };
}
