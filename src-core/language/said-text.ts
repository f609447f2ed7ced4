// A text of the core in the language of the reader. The core says things in English, for files, logs and the command line; the
// catalogue has each of its sentences with placeholders, and what stands at a placeholder goes into the translation.
import { assertNever } from '../assert-never';
import { said } from './en/said';
import { said as zhSaid } from './zh-cn/said';
import type { Problem } from '../experiment/problem';
import type { Language } from './language';
import { translator } from './translate';

type SaidKey = keyof typeof said;

interface Sentence {
  readonly key: SaidKey;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

const PLACEHOLDER = /\{([a-z]+)\}/gi;

/** What stands at these is a text of the core itself. */
const NESTED: ReadonlySet<string> = new Set([
  'expected',
  'got',
  'reason',
  'size',
  'product',
  'network',
  'how',
  'why',
  'cause',
  'names',
  'was',
  'is',
  'won',
  'ratio',
]);

/** What is expected may have the words in it that stand behind it: `a text in UTF-8 in data.csv` ends with the last of them. */
const slotPattern = (name: string): string => (name === 'expected' ? '(.+)' : '(.+?)');

function sentenceOf(key: SaidKey): Sentence {
  const text = said[key];
  const pattern = text
    .split(PLACEHOLDER)
    .map((part, place) => (place % 2 === 1 ? slotPattern(part) : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
  return {
    key,
    pattern: new RegExp(`^${pattern}$`, 's'),
    names: [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name),
  };
}

/** Stands around any other sentence about the file. */
const OUTERMOST: SaidKey = 'said.in-csv';

/** Letters that a sentence has besides its placeholders: the more, the surer it is the one. */
function wordLength(key: SaidKey): number {
  return key === OUTERMOST ? Infinity : said[key].replace(PLACEHOLDER, '').length;
}

const SENTENCES: readonly Sentence[] = (Object.keys(said) as SaidKey[])
  .sort((a, b) => wordLength(b) - wordLength(a))
  .map(sentenceOf);

/** The text in a language; as it is where the catalogue does not have it. */
export function saidIn(text: string, language: Language): string {
  switch (language) {
    case 'en':
      return text;
    case 'zh-CN':
      return chinese(text);
    default:
      return assertNever(language);
  }
}

function chinese(text: string): string {
  for (const { key, pattern, names } of SENTENCES) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const values = new Map(names.map((name, place) => [name, match[place + 1] ?? '']));
    return zhSaid[key].replace(PLACEHOLDER, (_, name: string) => valueText(name, values.get(name) ?? ''));
  }
  return listText(text);
}

function valueText(name: string, value: string): string {
  if (name === 'list') return listText(value);
  if (!NESTED.has(name)) return value;
  return value.split(' × ').map(chinese).join(' × ');
}

/** `a, b or c` as a list of names, whatever they are; any other text as it is. */
function listText(text: string): string {
  return /^\S+(, \S+)*( or \S+)?$/.test(text) ? text.replace(/, /g, '、').replace(/ or /, ' 或 ') : text;
}

/** A problem as one line: `model.cell: expected rnn, got "lstm".` */
export function problemLine({ path, expected, got }: Problem, language: Language): string {
  const t = translator(language);
  return t('problem.line', {
    path: path === '' ? t('problem.the-experiment') : path,
    expected: saidIn(expected, language),
    got: saidIn(got, language),
  });
}
