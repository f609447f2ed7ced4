import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleExperiment } from '../../src-core/experiment/article';
import type { Experiment } from '../../src-core/experiment/experiment';
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
      expect(messageOf(text.slice(0, length))).toMatch(
        /^The experiment: expected JSON(: .* at line \d+, column \d+)?, got /,
      );
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
      /^The experiment: expected at most 64 lists and objects within each other, at line 1, column 114, got one more$/,
    );
  });

  it.each([
    [
      '{"format": "unroll-experiment",\n "version": 1,\n}',
      'a name in double quotes at line 3, column 1, got "}"',
    ],
    ['{"version": 1\r\n "format": 2}', 'a comma at line 2, column 2, got "\\"format\\""'],
    ['{"version" 1}', 'a colon behind the name at line 1, column 12, got "1"'],
    [
      "{'version': 1}",
      'text in double quotes, a number, true, false or null at line 1, column 2, got "\'version\'"',
    ],
    [
      '{"version": .5}',
      'text in double quotes, a number, true, false or null at line 1, column 13, got ".5"',
    ],
    [
      '{"version": NaN}',
      'text in double quotes, a number, true, false or null at line 1, column 13, got "NaN"',
    ],
    ['{"version": 1} {}', 'the end of the file at line 1, column 16, got "{"'],
    ['{"a": [1, 2', 'a closing bracket at line 1, column 12, got the end of the file'],
    ['{"a": "b\n"}', 'a closing double quote at line 1, column 7, got "\\"b"'],
    ['// an experiment\n{}', 'no comment at line 1, column 1, got "// an experiment"'],
    ['{"a": "\\x"}', 'a known letter behind the backslash at line 1, column 7, got "\\"\\\\x\\""'],
  ])('that is no JSON is refused in our own words, with line and column: %j', (text, words) => {
    expect(messageOf(text)).toContain(words);
  });

  it('in which a name stands twice is refused with its path and place, each of them', () => {
    const text = `{"format": "unroll-experiment", "version": 1, "training": {"steps": 5,
  "steps": 6}, "lanes": [{"label": "A", "set": {"model.cell": "rnn", "model.cell": "lstm"}}], "training": {}}`;
    expect(messageOf(text)).toBe(
      [
        'training.steps: expected a name that stands once in its object, got it again at line 2, column 3',
        'lanes[0].set["model.cell"]: expected a name that stands once in its object, got it again at line 2, column 70',
        'training: expected a name that stands once in its object, got it again at line 2, column 95',
      ].join('; '),
    );
  });

  it('never takes one of two values for a name, wherever a member is put in again', () => {
    const article = JSON.parse(experimentText(articleExperiment())) as object;
    const places = [...experimentText(articleExperiment()).matchAll(/"([A-Za-z]+)": /g)];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 2 }), ({ 0: name, index }, value) => {
        const text = experimentText(article as Experiment);
        const twice = `${text.slice(0, index)}${name}${JSON.stringify(value)}, ${text.slice(index)}`;
        expect(() => void JSON.parse(twice)).not.toThrow();
        expect(messageOf(twice)).toContain('expected a name that stands once in its object');
      }),
    );
  });

  it('damaged anywhere is refused in one line, or says what it says', () => {
    const text = experimentText(articleExperiment());
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.nat(3), fc.string({ maxLength: 3 }), (at, cut, put) => {
        const damaged = text.slice(0, at) + put + text.slice(at + cut);
        const result = parseExperimentText(damaged);
        if (result.kind === 'ok') expect(() => void JSON.parse(damaged)).not.toThrow();
        else
          for (const problem of result.problems)
            expect(formatProblem(problem)).not.toMatch(/undefined|\n|in JSON|at position/);
      }),
      { numRuns: 500 },
    );
  });
});
