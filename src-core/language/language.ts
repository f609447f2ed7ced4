// Which languages there are, and which one a person gets.

/** The languages of the window, as BCP 47 tags, and what each calls itself. */
export const LANGUAGES = { en: 'English', 'zh-CN': '简体中文' } as const;

export type Language = keyof typeof LANGUAGES;

export const LANGUAGE_TAGS = Object.keys(LANGUAGES) as readonly Language[];

/** What a person chose: one language, or whatever the system is set to. */
export type LanguageChoice = Language | 'system';

export const LANGUAGE_CHOICES: readonly LanguageChoice[] = ['system', 'en', 'zh-CN'];

/** Chinese in traditional characters is another language than ours: by script, or by where it is the usual one. */
const TRADITIONAL = /^zh\b.*-(hant|tw|hk|mo)\b/i;

function matching(tag: string): Language | null {
  if (/^en\b/i.test(tag)) return 'en';
  return /^zh\b/i.test(tag) && !TRADITIONAL.test(tag) ? 'zh-CN' : null;
}

/**
 * The language to show.
 * @param preferred the system's languages as BCP 47 tags, the most wanted first
 */
export function languageFor(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'system') return choice;
  for (const tag of preferred) {
    const language = matching(tag);
    if (language !== null) return language;
  }
  return 'en';
}
