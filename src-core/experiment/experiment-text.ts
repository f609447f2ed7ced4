// The experiment file as text: reading JSON that people wrote, and writing it as they would.
import type { Experiment } from './experiment';
import { parseExperiment, type ParseResult } from './parse-experiment';

/** Larger than any experiment a person would state; longer files are refused unread. */
const LONGEST_TEXT = 1_000_000;

/** Reads the text of a `*.unroll.json` file. Text that is no JSON is refused with the parser's reason. */
export function parseExperimentText(text: string): ParseResult {
  const refused = (expected: string, got: string): ParseResult => ({
    kind: 'refused',
    problems: [{ path: '', expected, got }],
  });
  if (text.length > LONGEST_TEXT) {
    return refused(`at most ${LONGEST_TEXT} characters`, `${text.length} characters`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // What the parser says quotes the text, which may hold anything.
    if (text.includes('\0') || text.includes('\uFFFD'))
      return refused('JSON', 'a file that is no text in UTF-8');
    const reason = error instanceof Error ? error.message : String(error);
    return refused('JSON', text.trim() === '' ? 'an empty file' : `text that is none (${reason})`);
  }
  return parseExperiment(value);
}

/** The experiment as the text of a file: every field written out, two spaces, a line end at the end. */
export function experimentText(experiment: Experiment): string {
  return `${JSON.stringify(experiment, null, 2)}\n`;
}
