// The language of the page: texts for templates and for the pure functions that make sentences. `t` reads the present
// language, so whatever is computed with it follows a change.
import { inject, shallowRef, watchEffect, type InjectionKey, type ShallowRef } from 'vue';
import type { LanguageState } from '../../src-core/contract/ipc';
import type { FieldPath } from '../../src-core/experiment/field';
import type { Preset } from '../../src-core/experiment/presets/preset';
import { fieldText, type FieldText } from '../../src-core/language/field-text';
import type { LanguageChoice } from '../../src-core/language/language';
import { presetText, type PresetText } from '../../src-core/language/preset-text';
import { saidIn } from '../../src-core/language/said-text';
import { translator, type Translate } from '../../src-core/language/translate';

/** What sentences are made of; pure functions take it as their last argument. */
export interface Texts {
  readonly t: Translate;
  readonly field: (path: FieldPath, kind?: unknown) => FieldText;
  readonly preset: (preset: Preset) => PresetText;
  /** What the core, or main, said in English, as a person reads it. */
  readonly said: (text: string) => string;
}

export interface PageLanguage extends Texts {
  readonly state: Readonly<ShallowRef<LanguageState>>;
  /** Takes over what main says. */
  show(state: LanguageState): void;
}

export const LANGUAGE: InjectionKey<PageLanguage> = Symbol('language');

/** The page's texts, in the language of the browser until main has said which. */
export function createLanguage(first: LanguageState): PageLanguage {
  const state = shallowRef(first);
  const translators = { en: translator('en'), 'zh-CN': translator('zh-CN') };
  watchEffect(() => {
    document.documentElement.lang = state.value.language;
  });
  return {
    state,
    show: (next) => {
      state.value = next;
    },
    t: (key, ...values) => translators[state.value.language](key, ...values),
    field: (path, kind) => fieldText(path, state.value.language, kind),
    preset: (preset) => presetText(preset, state.value.language),
    said: (text) => saidIn(text, state.value.language),
  };
}

/** The language handed to the app. @throws outside a component of the app. */
export function useLanguage(): PageLanguage {
  const language = inject(LANGUAGE);
  if (language === undefined)
    throw new Error('Expected a language from the app, got none: provide LANGUAGE first.');
  return language;
}

export type { LanguageChoice };
