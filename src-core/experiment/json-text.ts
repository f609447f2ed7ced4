// Strict JSON, read so that a person can mend what is wrong: where it is none, and which name stands twice. JSON itself takes the
// last of two and says nothing, and what its parser says of an error is V8's.
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { describeValue } from './describe-value';
import type { Problem } from './problem';

export type JsonReading =
  | { readonly kind: 'ok'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** Lists and objects within each other: a few more than any file of ours has, and few enough to be walked through. */
const DEEPEST = 64;

/** What was expected where the parser stopped, by the name it has for that. */
const EXPECTED: Readonly<Record<string, string>> = {
  InvalidSymbol: 'text in double quotes, a number, true, false or null',
  InvalidNumberFormat: 'a number such as 0.5 or 1e-3',
  PropertyNameExpected: 'a name in double quotes',
  ValueExpected: 'a value',
  ColonExpected: 'a colon behind the name',
  CommaExpected: 'a comma',
  CloseBraceExpected: 'a closing brace',
  CloseBracketExpected: 'a closing bracket',
  EndOfFileExpected: 'the end of the file',
  InvalidCommentToken: 'no comment',
  UnexpectedEndOfComment: 'no comment',
  UnexpectedEndOfString: 'a closing double quote',
  UnexpectedEndOfNumber: 'a number such as 0.5 or 1e-3',
  InvalidUnicode: 'four hexadecimal digits behind a u',
  InvalidEscapeCharacter: 'a known letter behind the backslash',
  InvalidCharacter: 'no control character in a text',
};

/** Reads a text; what is no JSON is one problem, every name that stands twice in an object is one. */
export function readJsonText(text: string): JsonReading {
  const tooDeep = deeperThan(text, DEEPEST);
  if (tooDeep !== null) {
    const expected = `at most ${DEEPEST} lists and objects within each other, at ${placeText(text, tooDeep)}`;
    return { kind: 'refused', problems: [{ path: '', expected, got: 'one more' }] };
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first !== undefined) return { kind: 'refused', problems: [problemOf(text, first)] };
  const repeated = tree === undefined ? [] : repeatedNames(text, tree, '');
  if (repeated.length > 0) return { kind: 'refused', problems: repeated };
  try {
    return { kind: 'ok', value: JSON.parse(text) };
  } catch {
    return { kind: 'refused', problems: [{ path: '', expected: 'JSON', got: 'text that is none' }] };
  }
}

/** Where lists and objects lie deeper within each other; null: nowhere. */
function deeperThan(text: string, most: number): number | null {
  let depth = 0;
  // Brackets in texts are none.
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\[\s\S])*"?|[[\]{}]/g)) {
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    if (depth > most) return index;
  }
  return null;
}

function problemOf(text: string, { error, offset, length }: ParseError): Problem {
  const found = text.slice(offset, offset + Math.max(1, length));
  const got = offset >= text.trimEnd().length ? 'the end of the file' : describeValue(found);
  return {
    path: '',
    expected: `JSON: ${EXPECTED[printParseErrorCode(error)] ?? 'something else'} at ${placeText(text, offset)}`,
    got,
  };
}

/** Counted from 1; a line ends with \n, \r\n or \r. */
function placeText(text: string, offset: number): string {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function repeatedNames(text: string, node: Node, path: string): readonly Problem[] {
  const children = node.children ?? [];
  if (node.type === 'array')
    return children.flatMap((child, index) => repeatedNames(text, child, `${path}[${index}]`));
  const seen = new Set<string>();
  return children.flatMap((property) => {
    const [name, value] = property.children ?? [];
    if (name === undefined || value === undefined) return [];
    const key = String(name.value);
    const at = pathOf(path, key);
    const isNew = !seen.has(key);
    seen.add(key);
    const again = `it again at ${placeText(text, name.offset)}`;
    const own = isNew ? [] : [{ path: at, expected: 'a name that stands once in its object', got: again }];
    return [...own, ...repeatedNames(text, value, at)];
  });
}

/** `training.steps`, `lanes[0].set["model.cell"]`. */
function pathOf(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}
