// The two packagings differ in one fuse; a binary says which are burnt.
import { describe, expect, it } from 'vitest';
import { fusesFor, readFuses } from '../../build/package/fuses.mjs';
import { electronBinary } from '../../build/setup/electron-runtime.mjs';
import { siteHere } from '../../build/setup/site.mjs';

describe('fuses', () => {
  it('leave a debugger into the test build, and nothing into a release', () => {
    const { enableNodeCliInspectArguments: open, ...test } = fusesFor('test', 45);
    const { enableNodeCliInspectArguments: shut, ...release } = fusesFor('release', 45);
    expect([open, shut]).toEqual([true, false]);
    expect(test).toEqual(release);
    expect(release).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('that an older Electron lacks are not asked for', () => {
    expect(fusesFor('release', 25)).not.toHaveProperty('grantFileProtocolExtraPrivileges');
  });

  it('are read from a binary: an Electron as it comes has them open', async () => {
    expect(await readFuses(electronBinary(siteHere()))).toMatchObject({
      RunAsNode: 'on',
      EnableNodeOptionsEnvironmentVariable: 'on',
      EnableNodeCliInspectArguments: 'on',
      OnlyLoadAppFromAsar: 'off',
    });
  });
});
