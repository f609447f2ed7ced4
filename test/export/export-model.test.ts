// What a format cannot hold is refused with the sentence of the table, and the table in the documentation is the code's.
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { exportModel, sizeRefusal } from '../../src-core/export/export-model';
import { MODEL_FORMATS } from '../../src-core/contract/export-request';
import { MODEL_FEATURES, type Support, refusalOf } from '../../src-core/export/model-support';
import { MODEL_CASES, modelCase } from './model-cases';

describe('exporting a model', () => {
  it.each(MODEL_FORMATS)('as %s is refused where the table says so, and nowhere else', (to) => {
    const refused = MODEL_CASES.filter((name) => {
      const { model } = modelCase(name);
      const exported = exportModel(to, model);
      const why = refusalOf(to, model.settings.model);
      expect(exported.kind === 'refused' ? exported.why : null).toBe(why);
      return why !== null;
    });
    expect(refused.length > 0).toBe(to === 'tfjs');
  });

  it('is refused where weights are missing, or not of the settings', () => {
    const { model } = modelCase('rnn-1');
    const weights = model.weights.filter(({ name }) => name !== 'rnn.bias_hh_l0');
    for (const to of MODEL_FORMATS) {
      expect(exportModel(to, { ...model, weights })).toEqual({
        kind: 'refused',
        why: 'The weights are not those of the settings: rnn.bias_hh_l0 expected as [3], got no tensor of that name.',
      });
    }
    const { settings } = modelCase('lstm-1').model;
    expect(exportModel('onnx', { ...model, settings })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('rnn.weight_ih_l0 expected as [12, 2], got [3, 2]') as string,
    });
  });

  it('is refused as a script where a person changed the training while it went on', () => {
    const { model } = modelCase('rnn-1');
    const adjusted = { ...model, adjustments: [{ step: 40, learningRate: 0.01, clipLimit: null }] };
    expect(exportModel('pytorch', adjusted)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('were changed at step 40') as string,
    });
    expect(exportModel('onnx', adjusted).kind).toBe('file');
  });

  it('is refused where a protocol buffer would grow too large', () => {
    const twoGiB = 2 ** 31;
    for (const to of ['onnx', 'saved-model'] as const) {
      expect(sizeRefusal(to, twoGiB)).toContain('export them as safetensors');
      expect(sizeRefusal(to, 2 ** 30)).toBeNull();
    }
    expect(sizeRefusal('safetensors', twoGiB)).toBeNull();
  });
});

/** A cell of the table; the sentence of a refusal stands below it. */
function cell(support: Support, notes: string[]): string {
  switch (support.kind) {
    case 'exact':
      return `exact: ${support.how}`;
    case 'construction':
      return `by another construction: ${support.how}`;
    case 'refused': {
      if (!notes.includes(support.why)) notes.push(support.why);
      return `refused ${notes.indexOf(support.why) + 1}`;
    }
  }
}

function supportTable(): string {
  const notes: string[] = [];
  const rows = MODEL_FEATURES.map(({ name, support }) => [
    name,
    ...MODEL_FORMATS.map((to) => cell(support[to], notes)),
  ]);
  const header = ['', ...MODEL_FORMATS.map((to) => `\`${to}\``)];
  const lines = [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  const sentences = notes.map((why, at) => `${at + 1}. ${why}`);
  return [...lines, '', 'Refused, in the words of the program:', '', ...sentences].join('\n');
}

it('is told in docs/exports.md as the code has it (UNROLL_WRITE_DOCS=1 writes it)', async () => {
  const file = new URL('../../docs/exports.md', import.meta.url);
  const text = readFileSync(file, 'utf8');
  const table = supportTable();
  const wanted = await format(
    text.replace(/(<!-- support -->\n).*(\n<!-- \/support -->)/s, (_, begin: string, end: string) => {
      return `${begin}\n${table}\n${end}`;
    }),
    { parser: 'markdown', printWidth: 110, proseWrap: 'preserve' },
  );
  if (process.env['UNROLL_WRITE_DOCS'] === '1') writeFileSync(file, wanted);
  else expect(text).toBe(wanted);
});
