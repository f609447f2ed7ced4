// What the native library needs of a machine before anything is downloaded for it.
import { existsSync } from 'node:fs';
import { NotPossibleHere } from './failure.mjs';
import { isLinuxX64 } from './site.mjs';
import { toolOptions } from './step.mjs';
import { findProgram, runTool, ToolFailure } from './tool.mjs';

const GLIBC_LOADER = '/lib64/ld-linux-x86-64.so.2';
/** What happens without the native library. */
export const WASM_INSTEAD = 'Training falls back to WebAssembly, without compiled programs.';

/**
 * @param {import('./site.mjs').Site} site
 * @throws {NotPossibleHere} on anything but Linux x64 with glibc
 */
export function requireNativePlatform(site) {
  if (!isLinuxX64(site))
    throw new NotPossibleHere({
      what: `its recipe is for Linux on x64, this is ${site.platform} on ${site.arch}`,
      why: [],
      remedy: [
        'To try the library @tensorflow/tfjs-node offers for this system:',
        '  npm rebuild @tensorflow/tfjs-node --ignore-scripts=false',
      ],
      instead: WASM_INSTEAD,
    });
  if (!existsSync(GLIBC_LOADER))
    throw new NotPossibleHere({
      what: 'the library needs glibc, and this system has another C library',
      why: [],
      remedy: ['Use a distribution with glibc (Debian, Ubuntu, Fedora, …).'],
      instead: WASM_INSTEAD,
    });
}

/**
 * @param {import('./step.mjs').Work} work
 * @throws {NotPossibleHere} naming every program that is missing
 */
export async function requireTools(work) {
  const { env } = work.site;
  const missing = [];
  if (findProgram('python3', env) === undefined)
    missing.push({ program: 'python3', debian: 'python3 python3-pip' });
  else if (!(await hasPip(work))) missing.push({ program: "python3's pip", debian: 'python3-pip' });
  if (findProgram('g++', env) === undefined) missing.push({ program: 'g++', debian: 'g++' });
  if (findProgram('strip', env) === undefined) missing.push({ program: 'strip', debian: 'binutils' });
  if (missing.length === 0) return;
  throw new NotPossibleHere({
    what: `${missing.map(({ program }) => program).join(', ')} not found`,
    why: [],
    remedy: [
      'To train natively, install what is missing and run this again; on Debian and Ubuntu:',
      `  ${work.site.isRoot ? '' : 'sudo '}apt-get install -y ${missing.map(({ debian }) => debian).join(' ')}`,
    ],
    instead: WASM_INSTEAD,
  });
}

/** @param {import('./step.mjs').Work} work */
async function hasPip(work) {
  try {
    await runTool('python3', ['-m', 'pip', '--version'], toolOptions(work));
    return true;
  } catch (error) {
    if (error instanceof ToolFailure) return false;
    throw error;
  }
}
