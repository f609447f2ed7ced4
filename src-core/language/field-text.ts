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
  /** Of a field that is something else with some kinds of its union. */
  readonly ofKind?: Readonly<Record<string, FieldText>>;
}

type ChoicesOf<F> =
  F extends ChoiceField<infer Value> ? { readonly choices: Readonly<Record<Value, string>> } : object;

/** A text for every field, and a name for each of its choices: one left out does not compile. */
export type FieldTexts = { readonly [P in FieldPath]: FieldText & ChoicesOf<FieldTable[P]> };

const TEXTS: Readonly<Record<Language, FieldTexts>> = { en: FIELDS, 'zh-CN': ZH_FIELDS };

/** What a person reads of the field at `path`. @param kind that of its union, see {@link fieldAt} */
export function fieldText(path: FieldPath, language: Language, kind?: unknown): FieldText {
  const text: FieldText = TEXTS[language][path];
  if (text.ofKind === undefined || typeof kind !== 'string') return text;
  return (Object.hasOwn(text.ofKind, kind) ? text.ofKind[kind] : undefined) ?? text;
}
