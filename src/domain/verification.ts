/**
 * Pre-verification: a payment's check data against the rule base, before any money moves. All keys must pass.
 * Pure; a rule base is compiled once and kept for as long as it is in force.
 */
import { Fault } from './fault.ts';
import type { CheckData, RulePlace } from './verification-data.ts';
import {
  type CompiledExpression,
  compileExpression,
  type ExpressionProblem,
} from './verification-expression.ts';
import type { KeyResult, VerificationOutcome } from './verification-outcome.ts';
import type { RuleBase, VerificationRule } from './verification-rule.ts';

/** What is wrong with a rule base; `key` is the rule's or the value's name. */
export interface RuleProblem {
  readonly key: string;
  readonly message: string;
  /** Where in the expression; absent where the rule as a whole is wrong. */
  readonly at?: ExpressionProblem;
}

type Content = Pick<RuleBase, 'rules' | 'values'>;

interface Ready {
  readonly rule: VerificationRule;
  readonly holds: CompiledExpression;
}

/** Everything that is wrong with the rules; empty where they may be published. */
export function validateRules({ rules, values }: Content): RuleProblem[] {
  const problems: RuleProblem[] = [
    ...repeated(values.map(({ name }) => name)).map((key) => ({ key, message: 'The name is taken.' })),
    ...repeated(rules.map(({ key }) => key)).map((key) => ({ key, message: 'The key is taken.' })),
  ];
  if (problems.length > 0) return problems;
  for (const { key, expression, place } of rules) {
    const compiled = compileExpression(expression, place, values);
    if (typeof compiled !== 'function') problems.push({ key, message: compiled.message, at: compiled });
  }
  return problems;
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}

const kept = new WeakMap<Content, readonly Ready[]>();

function readyRules(base: Content): readonly Ready[] {
  const known = kept.get(base);
  if (known) return known;
  const ready = [...base.rules]
    .sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1))
    .map((rule): Ready => {
      const holds = compileExpression(rule.expression, rule.place, base.values);
      if (typeof holds === 'function') return { rule, holds };
      throw new Fault('BUNDLE_INVALID', 'use a verification rule', {
        facts: { key: rule.key, problem: holds.message },
      });
    });
  kept.set(base, ready);
  return ready;
}

/** Whether anything is checked at `place`. */
export function checksAt(base: Content, place: RulePlace): boolean {
  return base.rules.some((rule) => rule.place === place);
}

/** The result of every key that is evaluated at `place`. */
export function verify(base: RuleBase, place: RulePlace, data: CheckData): VerificationOutcome {
  const own = readyRules(base).filter(({ rule }) => rule.place === place);
  return {
    rulesVersion: base.version,
    place,
    results: own.map(({ rule, holds }) => resultOf(rule, holds(data, base.values))),
  };
}

function resultOf(
  { key, label, message, correction, whenUnknown }: VerificationRule,
  holds: boolean | undefined,
): KeyResult {
  const passed = holds ?? whenUnknown === 'pass';
  return {
    key,
    label,
    passed,
    ...(holds === undefined ? { unknown: true as const } : {}),
    ...(passed ? {} : { message, correction }),
  };
}
