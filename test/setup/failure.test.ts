import { expect, test } from 'vitest';
import {
  asFailure,
  failureText,
  limitText,
  NotPossibleHere,
  SetupFailure,
} from '../../build/setup/failure.mjs';

test('a failure says where, what, why and what to do', () => {
  const failure = new SetupFailure({
    what: 'npm could not install the packages: it ended with code 1',
    why: ['code ENOTFOUND', 'network request failed'],
    remedy: ['See that npm reaches its registry, then run this again.'],
  });
  expect(failureText('packages', failure)).toBe(
    [
      'Set-up failed at "packages": npm could not install the packages: it ended with code 1.',
      'Why:',
      '  code ENOTFOUND',
      '  network request failed',
      'What to do:',
      '  See that npm reaches its registry, then run this again.',
    ].join('\n'),
  );
});

test('what this machine cannot do says what happens instead', () => {
  const limit = new NotPossibleHere({
    what: 'g++ not found',
    why: [],
    remedy: ['Install it.'],
    instead: 'Training falls back to WebAssembly.',
  });
  expect(limitText('native library', limit)).toBe(
    'Not set up: native library: g++ not found. Training falls back to WebAssembly.\n  Install it.',
  );
});

test.each([
  ['ENOSPC', 'the disk is full'],
  ['EACCES', 'a folder cannot be written'],
  ['EROFS', 'a folder cannot be written'],
])('%s is named in words', (code, what) => {
  expect(asFailure(Object.assign(new Error(`${code}: write '/x'`), { code }))).toMatchObject({
    what,
    why: [`${code}: write '/x'`],
    remedy: [expect.stringContaining('run this again')],
  });
});

test('an error nobody foresaw still has a what and a what to do, and never only a stack', () => {
  expect(asFailure(new TypeError('x is not a function'))).toMatchObject({
    what: 'an error set-up did not expect',
    why: expect.arrayContaining(['x is not a function']),
    remedy: [expect.stringContaining('Run this again')],
  });
  expect(asFailure('thrown text').why).toEqual(['thrown text']);
  const own = new SetupFailure({ what: 'w', why: [], remedy: [] });
  expect(asFailure(own)).toBe(own);
});
