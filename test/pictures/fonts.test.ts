// Whatever the catalogues say can be drawn: the fonts of pictures have every character of both languages.
import { openSync } from 'fontkit';
import { describe, expect, it } from 'vitest';
import { fontFiles } from '../../electron/pictures/fonts';
import { FIELD_PATHS } from '../../src-core/experiment/fields';
import { CATALOGUES } from '../../src-core/language/catalogue';
import { fieldText } from '../../src-core/language/field-text';
import { LANGUAGE_TAGS, type Language } from '../../src-core/language/language';

function charactersOf(language: Language): readonly string[] {
  const fields = FIELD_PATHS.map((path) => JSON.stringify(fieldText(path, language)));
  return [...new Set([...Object.values(CATALOGUES[language]), ...fields].join('').replace(/\s/g, ''))];
}

const fontsOf = (weight: 'regular' | 'bold') =>
  fontFiles()[weight].map((file) => {
    const font = openSync(file);
    if ('fonts' in font) throw new Error(`Expected one font in ${file}, got a collection.`);
    return font;
  });

describe.each(LANGUAGE_TAGS)('the fonts of pictures, in %s', (language) => {
  it.each(['regular', 'bold'] as const)('have every character of the catalogue, %s', (weight) => {
    const fonts = fontsOf(weight);
    const characters = charactersOf(language);
    expect(characters.length).toBeGreaterThan(60);
    const missing = characters.filter((character) =>
      fonts.every((font) => !font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)),
    );
    expect(missing).toEqual([]);
  });
});
