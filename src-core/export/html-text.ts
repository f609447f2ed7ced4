// A person's words in HTML: text and nothing else.

/** Safe inside elements and quoted attributes. */
export function htmlText(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** A table with its head; columns of numbers to the right. */
export function htmlTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly boolean[],
): string {
  const cell = (tag: 'th' | 'td', text: string, column: number): string => {
    const scope = tag === 'th' ? ' scope="col"' : '';
    return `<${tag}${scope}${numeric[column] === true ? ' class="number"' : ''}>${htmlText(text)}</${tag}>`;
  };
  const line = (tag: 'th' | 'td', cells: readonly string[]) =>
    `<tr>${cells.map((text, column) => cell(tag, text, column)).join('')}</tr>`;
  return `<div class="wide"><table><thead>${line('th', head)}</thead><tbody>${rows.map((row) => line('td', row)).join('\n')}</tbody></table></div>`;
}
