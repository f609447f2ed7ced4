import { describe, expect, it } from 'vitest';
import { articleExperiment } from '../../src-core/experiment/article';
import { experimentText, parseExperimentText } from '../../src-core/experiment/experiment-text';
import { formatProblem } from '../../src-core/experiment/format-problem';

function messageOf(text: string): string {
  const result = parseExperimentText(text);
  return result.kind === 'refused' ? result.problems.map(formatProblem).join('; ') : 'accepted';
}

describe('an experiment as text', () => {
  it('reads back as it was written, with or without a byte order mark', () => {
    const text = experimentText(articleExperiment());
    expect(parseExperimentText(text)).toEqual({ kind: 'ok', experiment: articleExperiment() });
    expect(parseExperimentText(`\uFEFF${text}`)).toEqual({ kind: 'ok', experiment: articleExperiment() });
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('that is cut off anywhere is refused with a message', () => {
    const text = experimentText(articleExperiment()).trimEnd();
    for (let length = 0; length < text.length; length += 1) {
      expect(messageOf(text.slice(0, length))).toMatch(/^The experiment: expected JSON, got /);
    }
  });

  it('that is binary is refused without a word of it', () => {
    expect(messageOf('\uFFFD\uFFFD\u0001{')).toBe(
      'The experiment: expected JSON, got a file that is no text in UTF-8',
    );
    expect(messageOf('{\0')).toBe('The experiment: expected JSON, got a file that is no text in UTF-8');
  });

  it('that is empty, too long or deeply nested is refused with a message', () => {
    expect(messageOf(' \n')).toBe('The experiment: expected JSON, got an empty file');
    expect(messageOf(' '.repeat(1_000_001))).toBe(
      'The experiment: expected at most 1000000 characters, got 1000001 characters',
    );
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(messageOf(`{"format":"unroll-experiment","version":1,"model":${nested}}`)).toMatch(
      /^model: expected an object/,
    );
  });
});
