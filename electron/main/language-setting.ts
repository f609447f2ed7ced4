// The language of window, menus and dialogs: the system's until a person chooses another, which is then remembered.
import * as v from 'valibot';
import type { LanguageState } from '../../src-core/contract/ipc';
import { LANGUAGE_CHOICES, languageFor, type LanguageChoice } from '../../src-core/language/language';
import { translator, type Translate } from '../../src-core/language/translate';
import { createEvent } from '../hosts/event';
import { readJson, writeJson } from './json-file';

const Remembered = v.object({ choice: v.picklist(LANGUAGE_CHOICES) });

export class LanguageSetting {
  private readonly changed = createEvent<LanguageState>();
  private choice: LanguageChoice;

  /**
   * @param file Remembers the choice.
   * @param preferred The system's languages, the most wanted first.
   */
  constructor(
    private readonly file: string,
    private readonly preferred: readonly string[],
  ) {
    const read = v.safeParse(Remembered, readJson(file));
    this.choice = read.success ? read.output.choice : 'system';
  }

  get state(): LanguageState {
    return {
      choice: this.choice,
      language: languageFor(this.choice, this.preferred),
      system: languageFor('system', this.preferred),
    };
  }

  /** Texts in the present language. */
  get t(): Translate {
    return translator(this.state.language);
  }

  onChange(listener: (state: LanguageState) => void): () => void {
    return this.changed.on(listener);
  }

  /** Changes the language at once. @throws where the choice cannot be remembered: it then holds until the app ends */
  choose(choice: LanguageChoice): void {
    this.choice = choice;
    this.changed.emit(this.state);
    writeJson(this.file, { choice });
  }
}
