// A person's words in LaTeX: text and nothing else. No command, no comment, no mathematics comes from them.

const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
  "'": '\\textquotesingle{}',
  '`': '\\textasciigrave{}',
  '-': '{-}',
  '[': '{[}',
  ']': '{]}',
  ',': '{,}',
  '=': '{=}',
  // Of our own captions: pdfLaTeX has no glyphs for them.
  '∂': '$\\partial$',
  '‖': '$\\Vert$',
  '→': '$\\rightarrow$',
  '←': '$\\leftarrow$',
  '∞': '$\\infty$',
  '−': '$-$',
  '·': '$\\cdot$',
  π: '$\\pi$',
  '\u202f': '\\,',
};

/** One line of LaTeX text; line ends become blanks, control characters go. */
export function texText(text: string): string {
  return text
    .replace(/\s/g, (space) => (space === '\u202f' ? '\u202f' : ' '))
    .replace(/\p{Cc}|\p{Cs}/gu, '')
    .replace(/[\\{}$&#%_^~<>|"'`\-[\],=∂‖→←∞−·π\u202f]/g, (character) => ESCAPED[character] ?? character);
}
