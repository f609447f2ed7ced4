// Labels, help and choices of the fields in both languages. English is the table of fields itself.
import type { ChoiceField, FieldPath, FieldTable } from '../experiment/field';
import { FIELDS } from '../experiment/fields';
import type { Language } from './language';
import { ZH_FIELDS } from './zh-cn/fields';

/** What a person reads of a field. */
export interface FieldText {
  readonly label: string;
  /** One sentence. */
  readonly help: string;
  readonly unit?: string;
  /** Value → its name, of a field that has choices. */
  readonly choices?: Readonly<Record<string, string>>;
}

type ChoicesOf<F> =
  F extends ChoiceField<infer Value> ? { readonly choices: Readonly<Record<Value, string>> } : object;

/** A text for every field, and a name for each of its choices: one left out does not compile. */
export type FieldTexts = { readonly [P in FieldPath]: FieldText & ChoicesOf<FieldTable[P]> };

const TEXTS: Readonly<Record<Language, FieldTexts>> = { en: FIELDS, 'zh-CN': ZH_FIELDS };

/** What a person reads of the field at `path`. */
export function fieldText(path: FieldPath, language: Language): FieldText {
  return TEXTS[language][path];
}
