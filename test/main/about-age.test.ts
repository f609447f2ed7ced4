// What About knows of the Electrons this version is made with.
import { expect, it } from 'vitest';
import { devDependencies } from '../../package.json';
import { EMBEDDED_VERSION } from '../../build/setup/electron-runtime.mjs';
import { electronAge } from '../../electron/main/electron-release';

it('knows when both Electrons came out, and of no other', () => {
  const now = new Date('2030-01-15');
  expect(electronAge(EMBEDDED_VERSION, now)).toEqual({ released: '2023-06', months: 79 });
  expect(electronAge(devDependencies.electron, now)?.months).toBeGreaterThan(0);
  expect(electronAge('1.2.3', now)).toBeNull();
  expect(electronAge(EMBEDDED_VERSION, new Date('2023-06-02'))?.months).toBe(0);
});
