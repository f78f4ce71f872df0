/**
 * A rule while it is being edited: what stands in the fields, and the rule they make or what is wrong with
 * each field. The domain's schema and its compiler have the last word.
 */
import type { Text } from '../../../domain/text.ts';
import type { RulePlace } from '../../../domain/verification-data.ts';
import { compileExpression, type ExpressionProblem } from '../../../domain/verification-expression.ts';
import type { Correction } from '../../../domain/verification-outcome.ts';
import {
  type NamedValue,
  type VerificationRule,
  verificationRuleSchema,
} from '../../../domain/verification-rule.ts';
import type { Problems } from '../products/product-draft.ts';
import { problemText } from './expression-words.ts';

export interface RuleDraft {
  readonly key: string;
  readonly order: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly expression: string;
  readonly messageZh: string;
  readonly messageEn: string;
  readonly correction: Correction;
  readonly place: RulePlace;
  readonly whenUnknown: VerificationRule['whenUnknown'];
}

export type RuleField = keyof RuleDraft;

export const emptyRule: RuleDraft = {
  ...{ key: '', order: '100', labelZh: '', labelEn: '', expression: '', messageZh: '', messageEn: '' },
  ...{ correction: 'otherTender', place: 'cloud', whenUnknown: 'refuse' },
};

export function ruleDraft(rule: VerificationRule): RuleDraft {
  const { key, order, label, expression, message, correction, place, whenUnknown } = rule;
  return {
    ...{ key, order: String(order), expression, correction, place, whenUnknown },
    ...{ labelZh: label.zh, labelEn: label.en, messageZh: message.zh, messageEn: message.en },
  };
}

const wrong = {
  key: {
    zh: '小写字母开头，只用字母和数字，最多 40 个',
    en: 'Begin with a small letter; letters and digits, 40 at most',
  },
  order: { zh: '0 到 1000 之间的整数', en: 'A whole number from 0 to 1000' },
  label: {
    zh: '请填写，中文最多 60 字，英文最多 120',
    en: 'Fill it in: 60 characters in Chinese, 120 in English at most',
  },
  message: {
    zh: '请填写，中文最多 120 字，英文最多 240',
    en: 'Fill it in: 120 characters in Chinese, 240 in English at most',
  },
  expression: {
    zh: '请填写一行条件，最多 400 个字符',
    en: 'Give a condition in one line, 400 characters at most',
  },
} as const satisfies Record<string, Text>;

const fieldOfPath: Readonly<Record<string, readonly [RuleField, Text]>> = {
  key: ['key', wrong.key],
  order: ['order', wrong.order],
  'label.zh': ['labelZh', wrong.label],
  'label.en': ['labelEn', wrong.label],
  'message.zh': ['messageZh', wrong.message],
  'message.en': ['messageEn', wrong.message],
  expression: ['expression', wrong.expression],
};

/** What is wrong with the condition as it stands, and where. */
export function expressionProblemOf(
  { expression, place }: Pick<RuleDraft, 'expression' | 'place'>,
  values: readonly NamedValue[],
): ExpressionProblem | undefined {
  if (expression.trim() === '') return undefined;
  const compiled = compileExpression(expression, place, values);
  return typeof compiled === 'function' ? undefined : compiled;
}

/** The rule of the fields, or what is wrong with them. */
export function ruleOfDraft(
  draft: RuleDraft,
  values: readonly NamedValue[],
): { rule: VerificationRule } | { problems: Problems<RuleField> } {
  const { key, order, labelZh, labelEn, expression, messageZh, messageEn, ...chosen } = draft;
  const parsed = verificationRuleSchema.safeParse({
    ...chosen,
    key: key.trim(),
    order: /^\d{1,4}$/.test(order.trim()) ? Number(order) : undefined,
    label: { zh: labelZh.trim(), en: labelEn.trim() },
    expression: expression.trim(),
    message: { zh: messageZh.trim(), en: messageEn.trim() },
  });
  const problems: Partial<Record<RuleField, Text>> = {};
  for (const { path } of parsed.error?.issues ?? []) {
    const field = fieldOfPath[path.join('.')];
    if (field) problems[field[0]] ??= field[1];
  }
  const problem = expressionProblemOf(draft, values);
  if (problem) problems.expression ??= problemText(problem);
  if (parsed.success && Object.keys(problems).length === 0) return { rule: parsed.data };
  return { problems };
}
