// What is generated from the source says what the source says: `npm run documents` writes it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedDocuments } from '../../build/documents/documents';
import { FIELD_PATHS } from '../../src-core/experiment/fields';
import { PRESETS } from '../../src-core/experiment/presets/presets';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

describe('generated documents', () => {
  it('are up to date', async () => {
    for (const { file, text } of await generatedDocuments(ROOT)) {
      expect(readFileSync(path.join(ROOT, file), 'utf8'), `${file}: run npm run documents`).toBe(text);
    }
  });

  it('leave no field and no preset out', async () => {
    const [fields, presets] = await generatedDocuments(ROOT);
    for (const field of FIELD_PATHS) expect(fields?.text).toContain(`\`${field}\``);
    for (const { id, lookFor } of PRESETS) {
      expect(presets?.text).toContain(`unroll -- preset ${id} >`);
      expect(presets?.text).toContain(lookFor);
    }
  });
});
