// Whose work is in a package: every production dependency, each with its licence.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SAMPLE_PATHS } from '../../src-core/experiment/csv-path';
import { dependencies } from '../../package.json';
import { noticesText, packageNotices, sampleNotice } from '../../build/package/notices.mjs';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

describe('third-party notices', () => {
  it('name every production dependency in the version that is installed', () => {
    const names = packageNotices(ROOT).map(({ name }) => name);
    for (const [name, version] of Object.entries(dependencies)) expect(names).toContain(`${name} ${version}`);
    // Brought along by others.
    expect(names.some((name) => name.startsWith('google-protobuf '))).toBe(true);
    // Only for development.
    expect(names.some((name) => /^(vitest|electron-builder|electron) /.test(name))).toBe(false);
  });

  it('name every sample that comes with the app', () => {
    const { text } = sampleNotice(ROOT);
    for (const sample of SAMPLE_PATHS) expect(text).toContain(`\`${sample.replace('sample:', '')}\``);
  });

  it('carry the words of the licence', () => {
    const notices = packageNotices(ROOT);
    const vue = notices.find(({ name }) => name.startsWith('vue '));
    expect(vue?.text).toContain('Permission is hereby granted');
    const fonts = notices.find(({ name }) => name.startsWith('dejavu-fonts-ttf '));
    expect(fonts?.text).toContain('Bitstream Vera');
    const text = noticesText(notices);
    for (const { name, licence } of notices) expect(text).toContain(`${name} (${licence})`);
  });
});
