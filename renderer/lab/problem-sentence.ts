// What is wrong with an entry of the form as a sentence in the window's language.
import { assertNever } from '../../src-core/assert-never';
import type { Field, NumberField, OptionalNumberField } from '../../src-core/experiment/field';
import { fieldAt } from '../../src-core/experiment/fields';
import type { Problem, Rule } from '../../src-core/experiment/problem';
import { describeField } from '../../src-core/experiment/read-field';
import type { Translate } from '../../src-core/language/translate';
import { count, tickText } from '../format/number-text';
import type { Texts } from '../language/useLanguage';

type Numeric = NumberField | OptionalNumberField;

/** What a number may be: `a whole number from 1 to 4 096`; null for a field that is not typed in. */
export function rangeText(field: Field, t: Translate): string | null {
  if (field.type !== 'number' && field.type !== 'integer') return null;
  const bounds = boundsText(field, t);
  const range = field.laneReference === undefined ? bounds : t('problem.or-lane', { range: bounds });
  return field.nullable === true ? t('problem.or-nothing', { range }) : range;
}

function boundsText(field: Numeric, t: Translate): string {
  const values = { min: limitText(field.min), max: limitText(field.max) };
  const whole = field.type === 'integer';
  switch (field.open) {
    case 'min':
      return whole ? t('problem.whole-number-above', values) : t('problem.number-above', values);
    case 'max':
      return whole ? t('problem.whole-number-below', values) : t('problem.number-below', values);
    case undefined:
      return whole ? t('problem.whole-number', values) : t('problem.number', values);
    default:
      return assertNever(field.open);
  }
}

const limitText = (value: number): string => (Number.isInteger(value) ? count(value) : tickText(value));

/** A problem as one sentence for its field. */
export function problemSentence(problem: Problem, texts: Pick<Texts, 't' | 'said'>): string {
  const values = { expected: expectedText(problem, texts), got: gotText(problem, texts) };
  return texts.t('problem.sentence', values);
}

function expectedText({ path, expected, rule }: Problem, { t, said }: Pick<Texts, 't' | 'said'>): string {
  if (rule !== undefined) return ruleText(rule, t);
  const field = fieldAt(fieldPathIn(path));
  // The field's own range is said in the window's way; what is more than that stands as the parser says it.
  const isRange = field !== null && expected === describeField(field);
  return (isRange ? rangeText(field, t) : null) ?? said(expected);
}

/** Path of the field that a place in the file is about: `sweep["training.clip"][1].limit` → `training.clip.limit`. */
export function fieldPathIn(place: string): string {
  const [, section = place, rest = ''] =
    /^(?:sweep|lanes\[\d+\]\.set)\["([^"]+)"\](?:\[\d+\])?(.*)$/.exec(place) ?? [];
  return section + rest;
}

function gotText({ got, rule }: Problem, { t, said }: Pick<Texts, 't' | 'said'>): string {
  if (rule?.kind === 'memory' || rule?.kind === 'time') return t('problem.about', { need: rule.need });
  if (rule?.kind === 'nesterov-no-momentum') return t('problem.on');
  return got === '""' ? t('problem.nothing') : said(got);
}

function ruleText(rule: Rule, t: Translate): string {
  switch (rule.kind) {
    case 'dropout-one-layer':
      return t('problem.dropout-one-layer');
    case 'nesterov-no-momentum':
      return t('problem.nesterov-no-momentum');
    case 'memory':
      return t('problem.memory', { limit: rule.limit });
    case 'time':
      return t('problem.time', { limit: rule.limit });
    case 'seed':
      return t('problem.whole-number', { min: '0', max: count(rule.largest) });
    case 'seed-again':
      return t('problem.seed-again');
    case 'label':
      return t('problem.label', { longest: rule.longest });
    case 'label-again':
      return t('problem.label-again');
    default:
      return assertNever(rule);
  }
}
