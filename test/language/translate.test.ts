import { describe, expect, it } from 'vitest';
import { languageFor } from '../../src-core/language/language';
import { translator } from '../../src-core/language/translate';

describe('a message', () => {
  it('has its values put in, one or many told apart', () => {
    const t = translator('en');
    expect(t('status.paused', { step: '1\u202f041' })).toBe('Paused before step 1\u202f041');
    expect([1, 2].map((steps) => t('status.steps', { steps, count: steps }))).toEqual(['1 step', '2 steps']);
    expect(translator('zh-CN')('status.steps', { steps: 1, count: '1' })).toBe('1 步');
  });

  it('takes text as it is, braces and all', () => {
    expect(translator('en')('status.problem', { field: '{a}', problem: '<b>' })).toBe('{a}: <b>');
  });
});

describe('the language', () => {
  it.each([
    [['zh-CN'], 'zh-CN'],
    [['zh'], 'zh-CN'],
    [['zh-Hans-SG', 'en'], 'zh-CN'],
    [['zh-Hant-TW', 'en-US'], 'en'],
    [['zh-TW', 'zh-CN'], 'zh-CN'],
    [['de-DE', 'zh-CN', 'en'], 'zh-CN'],
    [['de-DE'], 'en'],
    [['C'], 'en'],
    [[], 'en'],
  ] as const)('of a system set to %o is %s', (preferred, language) => {
    expect(languageFor('system', preferred)).toBe(language);
  });

  it('is the chosen one, whatever the system is set to', () => {
    expect(languageFor('en', ['zh-CN'])).toBe('en');
    expect(languageFor('zh-CN', ['en'])).toBe('zh-CN');
  });
});
