// The experiment file as text: reading JSON that people wrote, and writing it as they would.
import type { Experiment } from './experiment';
import { readJsonText } from './json-text';
import { parseExperiment, type ParseResult } from './parse-experiment';

/** Larger than any experiment a person would state; longer files are refused unread. */
const LONGEST_TEXT = 1_000_000;

/** Reads the text of a `*.unroll.json` file. Text that is no JSON is refused with line and column, a name that stands twice with its path. */
export function parseExperimentText(text: string): ParseResult {
  const refused = (expected: string, got: string): ParseResult => ({
    kind: 'refused',
    problems: [{ path: '', expected, got }],
  });
  if (text.length > LONGEST_TEXT) {
    return refused(`at most ${LONGEST_TEXT} characters`, `${text.length} characters`);
  }
  if (text.includes('\0') || text.includes('\uFFFD'))
    return refused('JSON', 'a file that is no text in UTF-8');
  if (text.trim() === '') return refused('JSON', 'an empty file');
  const read = readJsonText(text.replace(/^\uFEFF/, ''));
  return read.kind === 'ok' ? parseExperiment(read.value) : read;
}

/** The experiment as the text of a file: every field written out, two spaces, a line end at the end. */
export function experimentText(experiment: Experiment): string {
  return `${JSON.stringify(experiment, null, 2)}\n`;
}
