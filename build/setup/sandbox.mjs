// Chromium's sandbox needs one of two things from Linux: user namespaces open to everyone, or its helper owned by root.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { SetupFailure } from './failure.mjs';

/** Kernel setting below /proc/sys → the value that closes user namespaces to a normal user. */
const CLOSED = {
  'kernel/unprivileged_userns_clone': '0',
  'kernel/apparmor_restrict_unprivileged_userns': '1',
  'user/max_user_namespaces': '0',
};

/**
 * @param {import('./site.mjs').Site} site
 * @param {string} electron its binary
 * @param {string} [settings] where the kernel's settings are read
 * @returns {boolean} whether the window's processes can be sandboxed; root runs without, as Chromium demands
 */
export function canSandbox(site, electron, settings = '/proc/sys') {
  if (site.platform !== 'linux' || site.isRoot) return true;
  const open = Object.entries(CLOSED).every(
    ([setting, closed]) => valueOf(path.join(settings, setting)) !== closed,
  );
  return open || isRootsHelper(helperOf(electron));
}

/**
 * @param {string} electron
 * @returns {SetupFailure}
 */
export function sandboxFailure(electron) {
  const helper = helperOf(electron);
  return new SetupFailure({
    what: "this system does not let the window's sandbox start",
    why: [
      'User namespaces are closed to normal users, and the helper that does without is not owned by root.',
    ],
    remedy: [
      'Give the helper to root, then run this again:',
      `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
    ],
  });
}

/** @param {string} electron */
function helperOf(electron) {
  return path.join(path.dirname(electron), 'chrome-sandbox');
}

/** @param {string} helper */
function isRootsHelper(helper) {
  const found = statSync(helper, { throwIfNoEntry: false });
  return found !== undefined && found.uid === 0 && (found.mode & 0o4001) === 0o4001;
}

/** @param {string} setting */
function valueOf(setting) {
  try {
    return readFileSync(setting, 'utf8').trim();
  } catch {
    return undefined; // this kernel does not have it
  }
}
