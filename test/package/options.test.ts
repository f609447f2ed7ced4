// What `npm run package` understands, and what it says where it does not.
import { describe, expect, it } from 'vitest';
import { builderTargets, readOptions } from '../../build/package/options.mjs';

describe('options of npm run package', () => {
  it('makes a release for the system it runs on, with the official Electron where it is there', () => {
    const chosen = { electron: 'auto', purpose: 'release', level: 6 };
    expect(readOptions([], 'linux')).toEqual({ ...chosen, targets: ['deb', 'tar.gz'] });
    expect(readOptions([], 'win32')).toEqual({ ...chosen, targets: ['nsis'] });
    expect(readOptions([], 'darwin')).toEqual({ ...chosen, targets: ['dmg', 'zip'] });
  });

  it('leaves a test build unpacked unless targets are named', () => {
    expect(readOptions(['--for', 'test'], 'linux')).toMatchObject({ purpose: 'test', targets: [] });
    expect(readOptions(['--for=test', '--targets=deb'], 'linux')).toMatchObject({ targets: ['deb'] });
  });

  it('takes what is asked for', () => {
    const args = ['--targets', 'deb,AppImage', '--electron', 'embedded', '--compression', '1'];
    expect(readOptions(args, 'linux')).toEqual({
      targets: ['deb', 'AppImage'],
      electron: 'embedded',
      purpose: 'release',
      level: 1,
    });
    expect(builderTargets(['deb', 'AppImage', 'tar.gz'])).toEqual(['AppImage']);
    expect(readOptions(['--targets', 'none'], 'linux')).toMatchObject({ targets: [] });
  });

  it.each([
    [['--for', 'fun'], '--for expects release or test, got fun.'],
    [['--electron', 'newest'], '--electron expects auto, official or embedded, got newest.'],
    [['--compression', '11'], '--compression expects a digit, got 11.'],
    [['--targets', 'deb,rpm'], '--targets expects deb, tar.gz, AppImage, nsis, dmg, zip, none, got rpm.'],
    [['--target', 'deb'], "Unknown option '--target'"],
  ])('says what is wrong with %j', (args, problem) => {
    expect(readOptions(args, 'linux')).toEqual({ problem: expect.stringContaining(problem) as string });
  });
});
