import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { nodeTooOld } from '../../build/setup/node-version.mjs';

test('the oldest Node is the one package.json names', () => {
  const manifest = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8'));
  const oldest = String(manifest.engines.node).replace('>=', '');
  expect(nodeTooOld(`${oldest}.0`)).toBeUndefined();
  expect(nodeTooOld('20.18.3')?.what).toBe(`Node ${oldest} or newer is needed, this is 20.18.3`);
});

test.each(['20.19.0', '20.20.2', '22.0.0', '24.19.1'])('%s will do', (version) => {
  expect(nodeTooOld(version)).toBeUndefined();
});

test.each(['18.20.4', '20.9.0', '16.0.0'])('%s is too old', (version) => {
  expect(nodeTooOld(version)).toBeDefined();
});
