// A person's words in a CSV: whatever they are, one cell of text, and never a formula of the program that opens the file.

/** Spreadsheets take a cell that begins so for a formula, or drop what stands before one. */
const FORMULA = /^[\t\r\n ]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** RFC 4180: quoted where it must be. A text that would be a formula gets a `'` before it, which spreadsheets read as "text". */
export function textCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
