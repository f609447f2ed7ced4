import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { canSandbox, sandboxFailure } from '../../build/setup/sandbox.mjs';
import { temporaryFolder, temporarySite } from './temporary-site';

/** A kernel with these settings and an Electron whose helper has this mode. */
function machine(settings: Record<string, string>, helperMode = 0o755) {
  const kernel = temporaryFolder();
  for (const [name, value] of Object.entries(settings)) {
    mkdirSync(path.dirname(path.join(kernel, name)), { recursive: true });
    writeFileSync(path.join(kernel, name), `${value}\n`);
  }
  const electron = path.join(temporaryFolder(), 'electron');
  const helper = path.join(path.dirname(electron), 'chrome-sandbox');
  writeFileSync(helper, '');
  chmodSync(helper, helperMode);
  return { kernel, electron, helper };
}

const onLinux = () => temporarySite({ platform: 'linux', isRoot: false });

test('open user namespaces are enough', () => {
  const debian = machine({ 'kernel/unprivileged_userns_clone': '1', 'user/max_user_namespaces': '95000' });
  expect(canSandbox(onLinux(), debian.electron, debian.kernel)).toBe(true);
  expect(canSandbox(onLinux(), debian.electron, temporaryFolder())).toBe(true);
});

test.each([
  ['kernel/unprivileged_userns_clone', '0'],
  ['kernel/apparmor_restrict_unprivileged_userns', '1'],
  ['user/max_user_namespaces', '0'],
])('%s = %s closes them', (setting, value) => {
  const closed = machine({ [setting]: value });
  expect(canSandbox(onLinux(), closed.electron, closed.kernel)).toBe(false);
  expect(canSandbox({ ...onLinux(), isRoot: true }, closed.electron, closed.kernel)).toBe(true);
  expect(sandboxFailure(closed.electron).remedy.join('\n')).toContain(
    `sudo chown root:root '${closed.helper}'`,
  );
});

test.runIf(process.getuid?.() === 0)("the helper does without, once it is root's and setuid", () => {
  const closed = machine({ 'user/max_user_namespaces': '0' }, 0o4755);
  expect(canSandbox(onLinux(), closed.electron, closed.kernel)).toBe(true);
  chownSync(closed.helper, 1, 1);
  chmodSync(closed.helper, 0o4755);
  expect(canSandbox(onLinux(), closed.electron, closed.kernel)).toBe(false);
});
