import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matches, npm, npmErrors, packages } from '../../build/setup/packages.mjs';
import { temporaryFolder, temporarySite, workAt } from './temporary-site';

const wanted = {
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/for-mac': { version: '2.0.0', integrity: 'sha512-m', optional: true },
};

test('installed packages match when all that is not optional is there, and nothing else', () => {
  const a = wanted['node_modules/a'];
  expect(matches(wanted, { 'node_modules/a': a })).toBe(true);
  expect(matches(wanted, wanted)).toBe(true);
  expect(matches(wanted, undefined)).toBe(false);
  expect(matches(wanted, {})).toBe(false);
  expect(matches(wanted, { 'node_modules/a': { ...a, version: '1.0.1' } })).toBe(false);
  expect(matches(wanted, { 'node_modules/a': { ...a, integrity: 'sha512-b' } })).toBe(false);
  expect(matches(wanted, { 'node_modules/a': a, 'node_modules/extra': { version: '1.0.0' } })).toBe(false);
});

test("npm's errors are told without its prefixes and the pointer to its log", () => {
  const output = [
    'npm warn EBADENGINE Unsupported engine',
    'npm error code ENOTFOUND',
    'npm error network request to a registry failed',
    'npm error',
    'npm error     at ClientRequest.emit (node:events:518:28)',
    "npm error   code: 'ENOTFOUND',",
    'npm error }',
    'npm error A complete log of this run can be found in: /root/.npm/_logs/2026-debug-0.log',
  ].join('\n');
  expect(npmErrors(output)).toEqual(['code ENOTFOUND', 'network request to a registry failed']);
  expect(npmErrors('sh: npm: not found\n')).toEqual(['sh: npm: not found']);
});

test('the npm that runs us is the one we run; yarn and pnpm are not npm', () => {
  const own = npm({ npm_execpath: '/usr/lib/node_modules/npm/bin/npm-cli.js' });
  expect(own).toEqual({ command: process.execPath, args: ['/usr/lib/node_modules/npm/bin/npm-cli.js'] });
  expect(npm({ npm_execpath: '/usr/lib/node_modules/pnpm/bin/pnpm.cjs' }).command).toBe('npm');
  expect(npm({}).command).toBe('npm');
});

/** A clone with one dependency, packed from a folder beside it: real npm, no registry. */
function cloneWithDependency() {
  const parts = temporaryFolder();
  const dependency = path.join(parts, 'dependency');
  mkdirSync(dependency);
  writeFileSync(path.join(dependency, 'package.json'), JSON.stringify({ name: 'a-part', version: '1.0.0' }));
  execFileSync('npm', ['pack', dependency, '--pack-destination', parts], { cwd: parts, stdio: 'pipe' });
  const site = temporarySite({ env: { ...process.env, npm_config_cache: path.join(parts, 'npm-cache') } });
  const manifest = {
    name: 'clone',
    version: '1.0.0',
    dependencies: { 'a-part': `file:${path.relative(site.root, parts)}/a-part-1.0.0.tgz` },
  };
  writeFileSync(path.join(site.root, 'package.json'), JSON.stringify(manifest));
  execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], {
    cwd: site.root,
    stdio: 'pipe',
  });
  return site;
}

test('installs what the lock asks for, once, and again when the lock changes or the folder goes', async () => {
  const site = cloneWithDependency();
  const { work } = workAt(site);
  const installed = path.join(site.root, 'node_modules', 'a-part', 'package.json');
  expect(packages.isDone(site)).toBe(false);
  await packages.run(work);
  expect(packages.isDone(site)).toBe(true);
  expect(existsSync(installed)).toBe(true);

  const lock = path.join(site.root, 'package-lock.json');
  writeFileSync(lock, `${readFileSync(lock, 'utf8')}\n`);
  expect(packages.isDone(site)).toBe(false);

  rmSync(path.join(site.root, 'node_modules'), { recursive: true });
  expect(packages.isDone(site)).toBe(false);
  await packages.run(work);
  expect(existsSync(installed)).toBe(true);
});

test('what `npm install` has put there already is not fetched again', async () => {
  const site = cloneWithDependency();
  execFileSync('npm', ['install', '--ignore-scripts'], { cwd: site.root, env: site.env, stdio: 'pipe' });
  const mine = path.join(site.root, 'node_modules', 'a-part', 'mine.txt');
  writeFileSync(mine, 'npm ci would remove this');
  await packages.run(workAt(site).work);
  expect(existsSync(mine)).toBe(true);
  expect(packages.isDone(site)).toBe(true);
});

test("a lock npm refuses ends with npm's own reason and what to do", async () => {
  const site = cloneWithDependency();
  const manifest = path.join(site.root, 'package.json');
  const changed = {
    ...JSON.parse(readFileSync(manifest, 'utf8')),
    dependencies: { 'not-in-the-lock': '1.0.0' },
  };
  writeFileSync(manifest, JSON.stringify(changed));
  await expect(packages.run(workAt(site).work)).rejects.toMatchObject({
    what: expect.stringContaining('npm could not install the packages'),
    why: expect.arrayContaining([expect.stringContaining('not-in-the-lock')]),
    remedy: [expect.stringContaining('run this again')],
  });
  expect(packages.isDone(site)).toBe(false);
});

test('a clone without package-lock.json is told how to get it back', async () => {
  const refused = packages.run(workAt(temporarySite()).work);
  await expect(refused).rejects.toMatchObject({ what: 'package-lock.json cannot be read' });
});
