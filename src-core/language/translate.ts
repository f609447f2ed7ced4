// From a key and values to text.
import { IntlMessageFormat } from 'intl-messageformat';
import { CATALOGUES, type MessageKey, type MessageText } from './catalogue';
import type { Language } from './language';
import type { ValuesOf } from './message';

/** The text of a message with its values put in. Numbers are handed in as they are to be read: `count(1041)`. */
export type Translate = <K extends MessageKey>(key: K, ...values: ValuesOf<MessageText<K>>) => string;

/**
 * Texts in one language. A message is parsed when it is first asked for.
 * @throws (the returned function) where a value that the message takes is missing
 */
export function translator(language: Language): Translate {
  const parsed = new Map<MessageKey, IntlMessageFormat>();
  const catalogue = CATALOGUES[language];
  return (key, ...[values]) => {
    const text = catalogue[key];
    // Most messages are plain words.
    if (values === undefined) return text;
    let message = parsed.get(key);
    if (message === undefined) {
      message = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
      parsed.set(key, message);
    }
    return String(message.format(values as Record<string, string | number>));
  };
}
