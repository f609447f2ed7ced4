// The .tar.gz of a release: unpacked by a normal user, used, and gone with its folder.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../../package.json';
import { readFuses } from '../../../build/package/fuses.mjs';
import { systemFiles } from './installed';
import { normalUser, type NormalUser } from './normal-user';
import { packed } from './packed';
import { trainInWindow } from './session';
import { useCommandLine } from './use-command-line';

describe.sequential('the .tar.gz of a release', () => {
  let user: NormalUser;
  let before: ReadonlySet<string>;
  let folder: string;
  const name = `unroll-${version}-linux-x64`;
  const app = (): string => path.join(folder, name, 'unroll-app');
  beforeAll(async () => {
    packed('release', 'tar.gz');
    before = systemFiles();
    user = await normalUser();
    folder = user.folder('tar 包');
  });
  afterAll(() => user.remove());

  test('is unpacked by a normal user into one folder, its fuses closed', async () => {
    const unpacked = user.run('tar', ['-xzf', packed('release', 'tar.gz'), '-C', folder]);
    expect(unpacked.code, unpacked.stderr).toBe(0);
    expect(readdirSync(folder)).toEqual([name]);
    expect(await readFuses(app())).toMatchObject({ RunAsNode: 'off', EnableNodeCliInspectArguments: 'off' });
  });

  test('trains in the sandboxed window, on its first start, and calls no network', () =>
    trainInWindow(user, app()));

  test('trains and exports without a display', () => {
    useCommandLine(user, path.join(folder, name, 'unroll'), user.folder('work'));
  });

  test('is gone with its folder: nothing of it lies elsewhere', () => {
    rmSync(path.join(folder, name), { recursive: true });
    expect(readdirSync(folder)).toEqual([]);
    expect([...systemFiles()].filter((file) => !before.has(file))).toEqual([]);
  });
});
