/** A rule and its values while they are edited: what the fields make, and what is said where they do not fit. */
import t from 'tap';
import { problemText } from '../../../../../src/cloud/web/verification/expression-words.ts';
import {
  emptyRule,
  expressionProblemOf,
  type RuleDraft,
  ruleDraft,
  ruleOfDraft,
} from '../../../../../src/cloud/web/verification/rule-draft.ts';
import { namesIn, tried } from '../../../../../src/cloud/web/verification/try-out.ts';
import {
  typedOf,
  valueDraft,
  valuesOfDrafts,
} from '../../../../../src/cloud/web/verification/value-draft.ts';
import type { NamedValue } from '../../../../../src/domain/verification-rule.ts';
import { platformLimits, singleLimit } from '../../../../support/verification-rules.ts';

const values: readonly NamedValue[] = [platformLimits];

t.test('a rule becomes fields and the same rule again', (t) => {
  t.same(ruleOfDraft(ruleDraft(singleLimit), values), { rule: singleLimit });
  t.end();
});

t.test('each field that does not fit says so', (t) => {
  const made = ruleOfDraft({ ...emptyRule, key: 'Single Limit', order: 'first' }, values);
  if (!('problems' in made)) return t.fail('nothing was filled in');
  t.same(Object.keys(made.problems).sort(), [
    ...['expression', 'key', 'labelEn', 'labelZh', 'messageEn', 'messageZh', 'order'],
  ]);
  const wrong: RuleDraft = { ...ruleDraft(singleLimit), expression: 'amountMinor <= values.day' };
  t.match(expressionProblemOf(wrong, values), { column: 23, columnEnd: 25, code: 'no_such_key' });
  t.match(ruleOfDraft(wrong, values), { problems: { expression: { zh: /名称/, en: /No such key: day/ } } });
  t.equal(expressionProblemOf(emptyRule, values), undefined, 'nothing typed is no mistake yet');
  t.end();
});

t.test('every way in which an expression is refused has Chinese words', (t) => {
  const wrongs = [
    ...['amountMinor <=', 'amount < 3', 'values.none < 3', 'amountMinor < "3"', 'amountMinor', '"open'],
    ...['platform.matches("x")', `${'!'.repeat(300)}true`, 'amountMinor < 3 $ 4'],
    'categories.exists(a, categories.exists(b, categories.exists(c, a == b)))',
  ];
  for (const expression of wrongs) {
    const problem = expressionProblemOf({ expression, place: 'machine' }, values);
    if (!problem) t.fail(`${expression} was taken`);
    else t.notMatch(problemText(problem).zh, /条件有误/, `${expression}: ${problem.code}`);
  }
  t.end();
});

t.test('values are typed as lines and come back as they were', (t) => {
  const all: NamedValue[] = [
    platformLimits,
    { name: 'dayLimitMinor', kind: 'number', value: 50_000 },
    { name: 'blocked', kind: 'list', value: ['a', 'b'] },
    { name: 'home', kind: 'text', value: 'CNY' },
  ];
  t.same(valuesOfDrafts(all.map(valueDraft)), { values: all });
  t.equal(typedOf(platformLimits), 'alipay = 10000');
  const wrong = [
    { id: 0, name: 'Limit', kind: 'number' as const, typed: '5' },
    { id: 1, name: 'limit', kind: 'number' as const, typed: '5.5' },
    { id: 2, name: 'table', kind: 'table' as const, typed: 'alipay: 5' },
    { id: 3, name: 'same', kind: 'text' as const, typed: 'x' },
    { id: 4, name: 'same', kind: 'text' as const, typed: 'y' },
  ];
  const made = valuesOfDrafts(wrong);
  t.same('problems' in made ? [...made.problems.keys()] : [], [0, 1, 2, 4]);
  t.end();
});

t.test('a try-out asks for what the condition names, and tells holds from fails from not known', (t) => {
  const { expression, place } = singleLimit;
  t.same(namesIn(expression), ['amountMinor', 'platform']);
  t.same(namesIn('categories.all(c, c != "x") && cloud.orderPaid'), ['categories', 'cloud.orderPaid']);
  const sample = { amountMinor: '12000', platform: 'alipay' };
  t.equal(tried({ expression, place }, sample, values), false);
  t.equal(tried({ expression, place }, { ...sample, amountMinor: '10000' }, values), true);
  t.equal(tried({ expression, place }, { platform: 'alipay' }, values), undefined);
  t.equal(tried({ expression: 'nonsense', place }, sample, values), 'broken');
  t.end();
});
