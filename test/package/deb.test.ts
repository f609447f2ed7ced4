// What Debian is told of the package.
import { expect, it } from 'vitest';
import { control } from '../../build/package/deb.mjs';

it('is a control file as Debian reads it', () => {
  const text = control('1.2.3', 700_000);
  expect(text).toMatch(/^Package: unroll\nVersion: 1\.2\.3\nArchitecture: amd64\n/);
  expect(text).toContain('\nInstalled-Size: 700000\n');
  expect(text).toMatch(/\nDepends: [^\n]*\blibgtk-3-0 \| libgtk-3-0t64\b/);
  // A field, or a line that goes on with a space.
  for (const line of text.trimEnd().split('\n')) expect(line).toMatch(/^([A-Z][A-Za-z-]+: \S| \S)/);
  expect(text.endsWith('\n')).toBe(true);
});
