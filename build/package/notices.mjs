// Whose work is in a package, and under which licence: one file, made from what is packed. Electron brings the texts of its
// own parts and Chromium's as files beside it.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupFailure } from '../setup/failure.mjs';
import { wheelFile } from '../setup/native-library.mjs';
import { isLinuxX64 } from '../setup/site.mjs';
import { toolOptions } from '../setup/step.mjs';
import { runTool } from '../setup/tool.mjs';

/** Licences under which others may use and pass on the work as this app does. */
const ACCEPTED = new Set([
  ...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'MPL-2.0', 'BlueOak-1.0.0', 'Zlib'],
  // Fonts: may be bundled with any software, not sold by themselves.
  'OFL-1.1',
  // The DejaVu fonts: Bitstream Vera's licence, changes in the public domain.
  'SEE LICENSE IN README.md AND LICENSE',
]);

/** Packages whose description names no licence, and what their licence file is. */
const STATED_IN_FILE = new Map([['png-js', 'MIT']]);

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([-._].*)?$/i;
const RULE = '='.repeat(80);

/** In the wheel of TensorFlow. */
const TENSORFLOW_TEXTS = ['tensorflow_cpu-2.15.1.dist-info/LICENSE', 'tensorflow/THIRD_PARTY_NOTICES.txt'];

/**
 * @typedef {object} Notice
 * @property {string} name
 * @property {string} licence SPDX expression
 * @property {string} text
 */

/**
 * Writes LICENSE.txt (the app's own) and THIRD-PARTY-NOTICES.txt.
 * @param {import('../setup/step.mjs').Work} work
 * @param {{ folder: string, node: string }} where `node`: Node's own licence file, with those of its parts
 */
export async function writeNotices(work, { folder, node }) {
  const { root } = work.site;
  const notices = [
    ...packageNotices(root),
    fontNotice(root),
    sampleNotice(root),
    ...(await tensorflowNotices(work)),
    { name: 'Node.js and its parts', licence: 'MIT and others', text: readFileSync(node, 'utf8') },
  ];
  mkdirSync(folder, { recursive: true });
  copyFileSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE.txt'));
  writeFileSync(path.join(folder, 'THIRD-PARTY-NOTICES.txt'), noticesText(notices));
}

/**
 * One notice for every production dependency that is installed.
 * @param {string} root
 * @returns {Notice[]}
 * @throws {SetupFailure} where one comes under a licence nobody has looked at
 */
export function packageNotices(root) {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const folders = Object.keys(packages).filter(
    (name) => name !== '' && packages[name].dev !== true && existsSync(path.join(root, name)),
  );
  const notices = folders.sort().map((name) => packageNotice(path.join(root, name)));
  const unknown = notices.filter(({ licence }) => !isAccepted(licence));
  if (unknown.length === 0) return notices;
  throw new SetupFailure({
    what: `${unknown.length} packages come under licences that nobody has looked at`,
    why: unknown.map(({ name, licence }) => `${name}: ${licence}`),
    remedy: ['Read the licence; add it to build/package/notices.mjs, or do without the package.'],
  });
}

/** @param {string} licence SPDX expression: one of several (OR), each of which may be several at once (AND) */
function isAccepted(licence) {
  if (ACCEPTED.has(licence)) return true;
  const choices = licence.replace(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((id) => ACCEPTED.has(id)));
}

/** @param {string} folder @returns {Notice} */
function packageNotice(folder) {
  const { name, version, license, licenses } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const licence =
    license?.type ?? license ?? licenses?.[0]?.type ?? STATED_IN_FILE.get(name) ?? 'none stated';
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file));
  const texts = files.sort().map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  return {
    name: `${name} ${version}`,
    licence,
    text: texts.length > 0 ? texts.join('\n\n') : withoutText(licence),
  };
}

/** @param {string} licence */
function withoutText(licence) {
  const where = licence.startsWith('Apache-2.0') ? ' The text of Apache-2.0 is in LICENSE.txt.' : '';
  return `Its package names the licence ${licence} and holds no text of it.${where}`;
}

/** The font that lies among the sources. @param {string} root @returns {Notice} */
function fontNotice(root) {
  const file = path.join(root, 'electron', 'pictures', 'fonts', 'OFL.txt');
  return { name: 'Noto Sans SC, a subset', licence: 'OFL-1.1', text: readFileSync(file, 'utf8') };
}

/** Data that come with the app as samples. @param {string} root @returns {Notice} */
export function sampleNotice(root) {
  const file = path.join(root, 'src-core', 'task', 'samples', 'README.md');
  return { name: 'Samples', licence: 'public domain', text: readFileSync(file, 'utf8') };
}

/**
 * @param {import('../setup/step.mjs').Work} work
 * @returns {Promise<Notice[]>} none where the library is not the one of set-up
 */
async function tensorflowNotices(work) {
  if (!isLinuxX64(work.site)) return [];
  const wheel = await wheelFile(work);
  const script =
    'import sys, zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())';
  const texts = [];
  for (const file of TENSORFLOW_TEXTS) {
    texts.push(await runTool('python3', ['-c', script, wheel, file], toolOptions(work)));
  }
  return [
    { name: 'TensorFlow 2.15.1 and its parts', licence: 'Apache-2.0 and others', text: texts.join('\n\n') },
  ];
}

/** @param {readonly Notice[]} notices */
export function noticesText(notices) {
  const width = Math.max(...notices.map(({ name }) => name.length));
  return [
    'Unroll contains the work of others. This is whose it is and under which licence it comes.',
    'Electron and Chromium: LICENSE.electron.txt and LICENSES.chromium.html.',
    '',
    ...notices.map(({ name, licence }) => `${name.padEnd(width)}  ${licence}`),
    ...notices.flatMap(({ name, licence, text }) => [
      '',
      RULE,
      `${name} (${licence})`,
      RULE,
      '',
      text.trim(),
    ]),
    '',
  ].join('\n');
}
