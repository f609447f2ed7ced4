// The language of what is taken away: charts and the report are told in one, tables and models have none.
import type { FieldPath } from '../experiment/field';
import { fieldText, type FieldText } from '../language/field-text';
import type { Language } from '../language/language';
import { translator, type Translate } from '../language/translate';

export interface ExportTexts {
  readonly language: Language;
  readonly t: Translate;
  /** What a person reads of a field, see fieldText. */
  readonly field: (path: FieldPath, kind?: unknown) => FieldText;
}

/** Texts of an export in a language. */
export function exportTexts(language: Language): ExportTexts {
  return {
    language,
    t: translator(language),
    field: (path, kind) => fieldText(path, language, kind),
  };
}

/** Of everything that no one asked another language for, and of what is data. */
export const ENGLISH: ExportTexts = exportTexts('en');
