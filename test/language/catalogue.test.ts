// The two catalogues side by side: no gap, no placeholder that one has and the other has not, no English left over.
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import type { Field } from '../../src-core/experiment/field';
import { FIELD_PATHS, FIELDS } from '../../src-core/experiment/fields';
import { PRESETS } from '../../src-core/experiment/presets/presets';
import { CATALOGUES, type MessageKey } from '../../src-core/language/catalogue';
import { fieldText } from '../../src-core/language/field-text';
import { presetText } from '../../src-core/language/preset-text';

const KEYS = Object.keys(CATALOGUES.en) as MessageKey[];
const HAN = /\p{Script=Han}/u;

interface Part {
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}

/** Names in braces, with the kind each is used as. @throws where the text is no ICU message */
function placeholders(text: string): string[] {
  const found = new Set<string>();
  const visit = (parts: readonly Part[]): void => {
    for (const part of parts) {
      const { type } = part as { type: number };
      // 0 is literal text, 7 the # of a plural.
      if (type !== 0 && type !== 7)
        found.add(`${part.value ?? ''}:${part.options === undefined ? 'value' : 'plural'}`);
      for (const option of Object.values(part.options ?? {})) visit(option.value);
    }
  };
  visit(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst() as readonly Part[]);
  return [...found].sort();
}

describe('the catalogues', () => {
  it('have the same messages, and none is empty', () => {
    expect(Object.keys(CATALOGUES['zh-CN']).sort()).toEqual([...KEYS].sort());
    const empty = Object.values(CATALOGUES).flatMap((catalogue) =>
      Object.entries(catalogue).filter(([, text]) => text.trim() === ''),
    );
    expect(empty).toEqual([]);
  });

  it.each(KEYS)('take the same values in %s', (key) => {
    expect(placeholders(CATALOGUES['zh-CN'][key])).toEqual(placeholders(CATALOGUES.en[key]));
  });

  it('are each in their language', () => {
    const english = KEYS.filter((key) => HAN.test(CATALOGUES.en[key]));
    expect(english).toEqual([]);
    // Names of keys and symbols, and sentences put together from others, are the same everywhere.
    const same = KEYS.filter((key) => CATALOGUES.en[key] === CATALOGUES['zh-CN'][key]);
    expect(same.filter((key) => /\p{L}{3,}/u.test(CATALOGUES.en[key].replace(/\{[^}]*\}/g, '')))).toEqual([
      'keys.shift',
    ]);
  });

  it('use the punctuation of Chinese in Chinese', () => {
    const half = Object.entries(CATALOGUES['zh-CN']).filter(([, text]) =>
      /\p{Script=Han}\s*[,;:!?]|[,;:!?]\s*\p{Script=Han}/u.test(text.replace(/\{\w+, plural, other /g, '')),
    );
    expect(half).toEqual([]);
  });
});

describe('the fields', () => {
  it.each(FIELD_PATHS)('%s has a label, a help, its unit and its choices in Chinese', (path) => {
    const field: Field = FIELDS[path];
    const text = fieldText(path, 'zh-CN');
    expect(text.label).not.toBe('');
    expect(text.help).toMatch(HAN);
    expect(text.unit === undefined).toBe(field.unit === undefined);
    const choices = field.type === 'choice' ? Object.keys(field.choices) : [];
    expect(Object.keys(text.choices ?? {})).toEqual(choices);
  });
});

it.each(PRESETS.map((preset) => [preset.id, preset] as const))(
  'the preset %s is told in Chinese',
  (_, preset) => {
    const { title, lookFor } = presetText(preset, 'zh-CN');
    expect(lookFor).toMatch(HAN);
    expect(title).not.toBe(preset.title);
  },
);
