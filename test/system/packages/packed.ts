// The packages that are tested: those in out/, where they are younger than all they are made of; else they are made.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { version } from '../../../package.json';
import { officialElectron } from '../../../build/setup/official-electron.mjs';
import { siteHere } from '../../../build/setup/site.mjs';
import type { Purpose } from '../../../build/package/fuses.mjs';

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..');
const PARTS = ['dist', 'build', 'package.json', 'package-lock.json', 'LICENSE'];

const NAMES = {
  deb: `unroll_${version}_amd64.deb`,
  'tar.gz': `unroll-${version}-linux-x64.tar.gz`,
} as const;

/** @returns path of the package */
export function packed(purpose: Purpose, target: keyof typeof NAMES): string {
  const file = path.join(ROOT, 'out', purpose, NAMES[target]);
  if (ageOf(file) < youngest()) {
    const targets = purpose === 'release' ? 'deb,tar.gz' : 'deb';
    // The Electron that the rest of the tests run on.
    const electron = officialElectron(siteHere()) === undefined ? 'embedded' : 'official';
    const what = ['--for', purpose, '--targets', targets, '--electron', electron, '--compression', '0'];
    const args = ['build/package.mjs', ...what];
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  }
  return file;
}

function youngest(): number {
  const inside = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
  const files = PARTS.map((part) => path.join(ROOT, part)).flatMap((part) =>
    statSync(part).isDirectory() ? inside(part) : [part],
  );
  return Math.max(...files.map(ageOf));
}

/** When it was written last, in ms since 1970; 0 where it is missing. */
function ageOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
