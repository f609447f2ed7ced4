// The .deb: the unpacked app below /opt, what makes it known to the desktop, and `unroll` on the PATH. dpkg-deb puts it
// together; files belong to root whoever builds it, so that nothing here needs root.
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findProgram, runTool } from '../setup/tool.mjs';
import { SetupFailure } from '../setup/failure.mjs';
import { toolOptions } from '../setup/step.mjs';
import { DEPENDS, RECOMMENDS } from './debian-depends.mjs';

/**
 * @typedef {object} Unpacked
 * @property {string} root     of the clone
 * @property {string} app      the unpacked app, its sandbox helper setuid already
 * @property {string} output   folder of the finished packages
 * @property {string} version
 * @property {number} level    of compression, 0 to 9
 * @property {number} epoch    seconds since 1970 that every file is dated
 */

/**
 * @param {import('../setup/step.mjs').Work} work
 * @param {Unpacked} unpacked
 * @returns {Promise<string>} path of the .deb
 */
export async function makeDeb(work, { root, app, output, version, level, epoch }) {
  if (findProgram('dpkg-deb', work.site.env) === undefined) throw noDpkg();
  const tree = path.join(output, '.deb');
  rmSync(tree, { recursive: true, force: true });
  try {
    work.progress.stage('laying out the .deb');
    layOut(root, app, tree);
    mkdirSync(path.join(tree, 'DEBIAN'));
    writeFileSync(path.join(tree, 'DEBIAN', 'control'), control(version, sizeOf(tree)));
    const file = path.join(output, `unroll_${version}_amd64.deb`);
    work.progress.stage(`compressing ${path.basename(file)}`);
    const options = toolOptions(work);
    const compression = level === 0 ? ['-Znone'] : ['-Zxz', `-z${level}`];
    await runTool('dpkg-deb', ['--root-owner-group', ...compression, '--build', tree, file], {
      ...options,
      env: { ...options.env, SOURCE_DATE_EPOCH: String(epoch) },
    });
    return file;
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

/**
 * @param {string} root
 * @param {string} app
 * @param {string} tree
 */
function layOut(root, app, tree) {
  cpSync(app, path.join(tree, 'opt', 'unroll'), { recursive: true, verbatimSymlinks: true });
  const linux = path.join(root, 'build', 'package', 'linux');
  const icons = path.join(root, 'build', 'icon');
  const files = {
    'usr/share/applications/unroll.desktop': path.join(linux, 'unroll.desktop'),
    'usr/share/mime/packages/unroll.xml': path.join(linux, 'unroll.xml'),
    'usr/share/icons/hicolor/512x512/apps/unroll.png': path.join(icons, 'icon.png'),
    'usr/share/icons/hicolor/scalable/apps/unroll.svg': path.join(icons, 'icon.svg'),
  };
  for (const [target, source] of Object.entries(files)) cpSync(source, path.join(tree, target));
  const doc = path.join(tree, 'usr', 'share', 'doc', 'unroll');
  mkdirSync(doc, { recursive: true });
  writeFileSync(path.join(doc, 'copyright'), COPYRIGHT);
  const bin = path.join(tree, 'usr', 'bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync('../../opt/unroll/resources/engine/bin/unroll', path.join(bin, 'unroll'));
  symlinkSync('../../opt/unroll/unroll-app', path.join(bin, 'unroll-app'));
}

const COPYRIGHT = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Unroll

Files: *
Copyright: The Unroll authors, and others as named in /opt/unroll/THIRD-PARTY-NOTICES.txt
License: Apache-2.0 and others
 Unroll itself comes under Apache-2.0; see /usr/share/common-licenses/Apache-2.0 and /opt/unroll/LICENSE.txt.
 What it contains of others comes under the licences in /opt/unroll/THIRD-PARTY-NOTICES.txt,
 /opt/unroll/LICENSE.electron.txt and /opt/unroll/LICENSES.chromium.html.
`;

/**
 * @param {string} version
 * @param {number} kib
 */
export function control(version, kib) {
  return [
    'Package: unroll',
    `Version: ${version}`,
    'Architecture: amd64',
    'Maintainer: The Unroll authors',
    `Installed-Size: ${kib}`,
    `Depends: ${DEPENDS.join(', ')}`,
    `Recommends: ${RECOMMENDS.join(', ')}`,
    'Section: science',
    'Priority: optional',
    'Description: workbench for recurrent networks',
    ' Watch an RNN and an LSTM learn side by side, with the gradients that explain it,',
    ' with and without clipping. Brings a window (unroll-app) and a command line (unroll).',
    '',
  ].join('\n');
}

/** In KiB, as Debian counts: every file and folder by whole KiB. @param {string} folder @returns {number} */
function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce((sum, entry) => {
    const isFile = entry.isFile();
    return sum + (isFile ? Math.ceil(statSync(path.join(entry.parentPath, entry.name)).size / 1024) : 1);
  }, 0);
}

function noDpkg() {
  return new SetupFailure({
    what: 'dpkg-deb not found, which makes a .deb',
    why: [],
    remedy: [
      'On Debian and Ubuntu: apt-get install -y dpkg',
      'or leave it out: npm run package -- --targets tar.gz',
    ],
  });
}
