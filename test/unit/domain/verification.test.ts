import t from 'tap';
import { validateRules, verify } from '../../../src/domain/verification.ts';
import { type CheckData, checkFields } from '../../../src/domain/verification-data.ts';
import { compileExpression } from '../../../src/domain/verification-expression.ts';
import { hasPassed } from '../../../src/domain/verification-outcome.ts';
import {
  machineRules,
  type NamedValue,
  type RuleBase,
  ruleBaseSchema,
  type VerificationRule,
} from '../../../src/domain/verification-rule.ts';

const values: readonly NamedValue[] = [
  { name: 'singleLimitMinor', kind: 'table', value: { alipay: 10_000, wechat: 20_000 } },
  { name: 'dayLimitMinor', kind: 'number', value: 50_000 },
  { name: 'blockedCodes', kind: 'list', value: ['90**************1234'] },
  { name: 'home', kind: 'text', value: 'CNY' },
];

function ruleOf(expression: string, more: Partial<VerificationRule> = {}): VerificationRule {
  return {
    key: 'rule',
    order: 10,
    label: { zh: '单笔限额', en: 'Limit for one payment' },
    expression,
    message: { zh: '超过单笔限额。', en: 'It is over the limit.' },
    correction: 'changeList',
    place: 'machine',
    whenUnknown: 'refuse',
    ...more,
  };
}

function baseOf(...rules: VerificationRule[]): RuleBase {
  return ruleBaseSchema.parse({ version: 3, rules, values });
}

const data: CheckData = {
  amountMinor: 12_000,
  currency: 'CNY',
  tender: 'code',
  platform: 'alipay',
  codeMasked: '28************3456',
  categories: ['drinks', 'tobacco'],
  'machine.paidTodayMinor': 40_000,
  'machine.orderPaid': false,
};

function passes(expression: string, more: CheckData = {}): boolean {
  const compiled = compileExpression(expression, 'machine', values);
  if (typeof compiled !== 'function') throw new Error(compiled.message);
  return compiled({ ...data, ...more }, values) ?? false;
}

t.test('a rule asks for the request, the records of its place and the named values', (t) => {
  t.equal(passes('amountMinor <= 10000'), false);
  t.equal(passes('amountMinor <= 12000'), true);
  t.equal(
    passes('!(platform in values.singleLimitMinor) || amountMinor <= values.singleLimitMinor[platform]'),
    false,
  );
  t.equal(
    passes('!(platform in values.singleLimitMinor) || amountMinor <= values.singleLimitMinor[platform]', {
      platform: 'unionpay',
    }),
    true,
    'a platform without a limit has none',
  );
  t.equal(passes('machine.paidTodayMinor + amountMinor <= values.dayLimitMinor'), false);
  t.equal(passes('!machine.orderPaid && currency == values.home'), true);
  t.equal(passes('!(codeMasked in values.blockedCodes)'), true);
  t.equal(passes('!categories.exists(c, c == "tobacco") || (7 <= hour && hour < 22)', { hour: 23 }), false);
  t.end();
});

t.test('all keys must pass, and every one has its own result', (t) => {
  const base = baseOf(
    ruleOf('amountMinor <= 10000', { key: 'single', order: 20 }),
    ruleOf('currency == "CNY"', { key: 'currency', order: 5 }),
    ruleOf('cloud.orderPaid == false', { key: 'atCloud', place: 'cloud' }),
  );
  t.same(validateRules(base), []);
  const outcome = verify(base, 'machine', data);
  t.equal(hasPassed(outcome), false);
  t.match(outcome, {
    rulesVersion: 3,
    place: 'machine',
    results: [
      { key: 'currency', passed: true },
      { key: 'single', passed: false, message: { en: 'It is over the limit.' }, correction: 'changeList' },
    ],
  });
  t.equal(outcome.results[0]?.message, undefined, 'a passed key has nothing to say');
  t.equal(hasPassed(verify(base, 'machine', { ...data, amountMinor: 9999 })), true);
  t.end();
});

t.test('what is not known lets a rule do what it says of that, and is told as not known', (t) => {
  const ask = 'machine.paymentsToday < 100';
  const closed = verify(baseOf(ruleOf(ask)), 'machine', data);
  t.match(closed.results, [{ passed: false, unknown: true, correction: 'changeList' }]);
  const open = verify(baseOf(ruleOf(ask, { whenUnknown: 'pass' })), 'machine', data);
  t.match(open.results, [{ passed: true, unknown: true }]);
  t.ok(hasPassed(open));
  const known = verify(baseOf(ruleOf(`tender == "cash" || ${ask}`)), 'machine', { ...data, tender: 'cash' });
  t.same(known.results[0]?.unknown, undefined, 'what decides without it needs it not');
  for (const nonsense of ['amountMinor / (amountMinor - 12000) > 1', 'values.singleLimitMinor["none"] > 1']) {
    t.match(verify(baseOf(ruleOf(nonsense)), 'machine', data).results, [{ passed: false, unknown: true }]);
  }
  t.end();
});

t.test('an expression that is wrong is refused with its column', (t) => {
  const problem = (expression: string, place: 'machine' | 'cloud' = 'machine') => {
    const compiled = compileExpression(expression, place, values);
    return typeof compiled === 'function' ? undefined : compiled;
  };
  t.match(problem('amountMinor <= '), { column: 15, code: 'unexpected_token' });
  t.match(problem('amount <= 5'), { column: 1, columnEnd: 6, code: 'unknown_variable' });
  t.match(problem('values.nope < 3'), { column: 8, columnEnd: 11 });
  t.match(problem('amountMinor'), { code: 'not_a_condition' });
  t.match(problem('amountMinor <= "10"'), { column: 1 });
  t.match(problem('cloud.orderPaid'), { code: 'unknown_variable' }, 'a machine does not know the books');
  t.equal(problem('cloud.orderPaid', 'cloud'), undefined);
  t.match(problem('machine.orderPaid', 'cloud'), { code: 'unknown_variable' });
  t.ok(problem('machine.constructor == machine'));
  t.end();
});

t.test('hostile expressions are refused before they run', (t) => {
  const nested = 'categories.exists(a, categories.exists(b, categories.exists(c, a + b + c == "x")))';
  for (const [expression, code] of [
    [nested, 'too_costly'],
    ['platform.matches("(a+)+$")', 'not_allowed'],
    ['categories.map(c, c + c).exists(c, c == "x")', 'not_allowed'],
    ['categories.filter(c, true) == categories', 'not_allowed'],
    ['cel.bind(x, 1, x == 1)', 'not_allowed'],
    ['(categories + categories).exists(c, c == "x")', 'not_allowed'],
    ['{"a": 1}.size() == 1', 'not_allowed'],
    [`${'!'.repeat(350)}true`, 'limit_exceeded'],
    [`${'('.repeat(150)}true${')'.repeat(150)}`, 'limit_exceeded'],
    [`[${'1,'.repeat(90)}1].exists(x, x == 1)`, 'limit_exceeded'],
  ] as const) {
    const compiled = compileExpression(expression, 'machine', values);
    t.equal(typeof compiled === 'function' ? 'taken' : compiled.code, code, expression.slice(0, 50));
  }
  const rule = ruleOf('true');
  t.notOk(ruleBaseSchema.safeParse({ version: 1, rules: [ruleOf('a'.repeat(401))], values }).success);
  t.notOk(ruleBaseSchema.safeParse({ version: 1, rules: Array(41).fill(rule), values }).success);
  t.notOk(ruleBaseSchema.safeParse({ version: 1, rules: [ruleOf('true\n&& true')], values }).success);
  t.match(validateRules({ rules: [rule, rule], values: [] }), [
    { key: 'rule', message: 'The key is taken.' },
  ]);
  t.end();
});

t.test('the costliest expression that is taken runs in bounded work on the largest data', (t) => {
  const many = Array.from({ length: 200 }, (_, i) => `category-${i}`);
  const costly = 'categories.all(a, categories.all(b, a != "x"))';
  const refused = compileExpression(costly, 'machine', values);
  t.not(typeof refused, 'function', 'two loops in one another are 40,000 turns and more');
  const taken = compileExpression(
    'categories.all(a, a != "x" && a in values.blockedCodes)',
    'machine',
    values,
  );
  t.equal(typeof taken, 'function');
  if (typeof taken === 'function') t.equal(taken({ categories: many }, values), false);
  t.end();
});

t.test('a machine gets its own rules and the values that they name', (t) => {
  const base = baseOf(
    ruleOf('amountMinor <= values.dayLimitMinor', { key: 'own' }),
    ruleOf('!(codeMasked in values.blockedCodes)', { key: 'cloud', place: 'cloud' }),
  );
  t.match(machineRules(base), { version: 3, rules: [{ key: 'own' }], values: [{ name: 'dayLimitMinor' }] });
  t.equal(machineRules(base).values.length, 1);
  t.end();
});

t.test('every name is documented in both languages, and amounts say so in the name', (t) => {
  for (const [name, { type, meaning, from }] of Object.entries(checkFields)) {
    t.match(meaning.zh, /[\u4e00-\u9fff]/, name);
    t.match(meaning.en, /^[a-z]/, name);
    if (from !== 'request') t.ok(name.startsWith(`${from}.`), name);
    if (/分）/.test(meaning.zh)) t.match(name, /Minor$/);
    if (name.endsWith('Minor')) t.equal(type, 'int');
  }
  t.end();
});
