// Switches burnt into a packed Electron. Two packagings come from one source: the release opens no way into its process,
// the test build leaves open the one that a debugger, and with it Playwright, comes in by.
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** @typedef {'release' | 'test'} Purpose */

/**
 * In the words of electron-builder's configuration.
 * @param {Purpose} purpose
 * @param {number} electronMajor fuses that an older Electron does not have cannot be set
 */
export function fusesFor(purpose, electronMajor) {
  return {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: purpose === 'test',
    onlyLoadAppFromAsar: true,
    // Works on macOS and Windows; on Linux Electron does not look at it.
    enableEmbeddedAsarIntegrityValidation: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    // There are no cookies, and their key would have the desktop ask for the password of its keyring.
    enableCookieEncryption: false,
    ...(electronMajor >= 29 ? { grantFileProtocolExtraPrivileges: false } : {}),
  };
}

/**
 * What stands in a binary.
 * @param {string} binary
 * @returns {Promise<Record<string, 'on' | 'off' | 'absent'>>} by the names of @electron/fuses
 */
export async function readFuses(binary) {
  const wire = await getCurrentFuseWire(binary);
  const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
  return Object.fromEntries(
    names.map((name) => [
      name,
      stateName(wire[FuseV1Options[/** @type {keyof typeof FuseV1Options} */ (name)]]),
    ]),
  );
}

/** As the wire has them: a digit each. @param {number | undefined} state code of a character */
function stateName(state) {
  if (state === '1'.charCodeAt(0)) return 'on';
  return state === '0'.charCodeAt(0) ? 'off' : 'absent';
}
