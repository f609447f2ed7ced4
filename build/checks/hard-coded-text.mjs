// Finds words that a person would read and that are in no catalogue: text and attributes of templates, and sentences in the
// code of window and main process. What is thrown or logged is not for the window's reader.
import { parse } from 'vue/compiler-sfc';
import ts from 'typescript';

/** Attributes of templates that are read or heard. */
const READ_ATTRIBUTES = new Set(['title', 'aria-label', 'placeholder', 'alt', 'aria-valuetext', 'label']);

/** Two letters and more in a row are a word. */
const WORD = /\p{L}{2,}/u;
/** Two words and more are a sentence: a single one in code is a key or a value. */
const SENTENCE = /\p{L}{2,}[,:]? \p{L}{2,}/u;

/** Calls whose words are not read in the window. */
const UNREAD_CALLS = /(^|\.)(write|log|querySelector|querySelectorAll|closest|matches|evaluate)$/;

/**
 * @param {string} text of a file
 * @param {string} file its name, for the kind of file it is
 * @returns {string[]} what is hard-coded
 */
export function hardCodedText(text, file) {
  if (!file.endsWith('.vue')) return inCode(text, file);
  const { descriptor } = parse(text, { filename: file });
  const code = [descriptor.script?.content ?? '', descriptor.scriptSetup?.content ?? ''].join('\n');
  return [...inTemplate(descriptor.template?.ast), ...inCode(code, `${file}.ts`)];
}

/** @param {any} node of Vue's template @returns {string[]} */
function inTemplate(node) {
  if (node === undefined || node === null) return [];
  const own = node.type === 2 && WORD.test(node.content) ? [node.content.trim()] : [];
  const attributes = (node.props ?? []).flatMap((/** @type {any} */ prop) =>
    prop.type === 6 && READ_ATTRIBUTES.has(prop.name) && WORD.test(prop.value?.content ?? '')
      ? [`${prop.name}="${prop.value.content}"`]
      : [],
  );
  const children = [...(node.children ?? []), ...(node.branches ?? [])];
  return [...own, ...attributes, ...children.flatMap(inTemplate)];
}

/** @param {string} text @param {string} file @returns {string[]} */
function inCode(text, file) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  /** @type {string[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (isUnread(node)) return;
    const words = wordsOf(node);
    if (words !== null && SENTENCE.test(words)) found.push(words);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** @param {ts.Node} node @returns {boolean} what is thrown, logged, imported, or a type */
function isUnread(node) {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return true;
  if (ts.isNewExpression(node)) return /Error$/.test(node.expression.getText());
  return ts.isCallExpression(node) && UNREAD_CALLS.test(node.expression.getText());
}

/** @param {ts.Node} node @returns {string | null} the words of a text, with a space where a value goes in */
function wordsOf(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}
