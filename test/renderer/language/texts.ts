// The window's texts for tests of pure functions: the real catalogues.
import { fieldText } from '../../../src-core/language/field-text';
import type { Language } from '../../../src-core/language/language';
import { presetText } from '../../../src-core/language/preset-text';
import { saidIn } from '../../../src-core/language/said-text';
import { translator } from '../../../src-core/language/translate';
import type { Texts } from '../../../renderer/language/useLanguage';

/** Texts in a language; English unless asked for another. */
export function textsIn(language: Language = 'en'): Texts {
  return {
    t: translator(language),
    field: (path) => fieldText(path, language),
    preset: (preset) => presetText(preset, language),
    said: (text) => saidIn(text, language),
  };
}

export const { t } = textsIn();
