/**
 * Makes the published code rules ready and says what is wrong with them. The console asks before it
 * publishes and a machine before it takes a bundle into force, so a rule that reaches the scanner is sound.
 */

import { identifyingFacts, isCodeFact } from './code-expression.ts';
import { type FieldRule, fieldsProblem } from './code-fields.ts';
import { compileNomenclature, type Nomenclature } from './code-nomenclature.ts';
import type { CodeFormat, CodePattern } from './code-pattern.ts';
import { expressionProblem, wholeExpression } from './expression-cost.ts';

/** A rule made ready. */
export type CompiledRule =
  | { readonly form: 'nomenclature'; readonly nomenclature: Nomenclature }
  | { readonly form: 'fields'; readonly rule: FieldRule }
  | { readonly form: 'expression'; readonly expression: RegExp };

/** What `by` of a reading says where no rule read it; rules may not take these names. */
const reservedIds: readonly string[] = ['gs1', 'digitalLink', 'gtin'];

/** A sentence for everything wrong, each beginning with the rule's id; empty where all is in order. */
export function validatePatterns(patterns: readonly CodePattern[]): string[] {
  const problems: string[] = [];
  const seen = new Set<string>(reservedIds);
  for (const pattern of patterns) {
    if (seen.has(pattern.patternId)) problems.push(`${pattern.patternId}: The id is taken.`);
    seen.add(pattern.patternId);
    const rule = compileRule(pattern);
    if (typeof rule === 'string') problems.push(`${pattern.patternId}: ${rule}`);
  }
  return problems;
}

/** The same for the formats of payment codes. */
export function validateFormats(formats: readonly CodeFormat[]): string[] {
  return formats.flatMap(({ platform, expression }) => {
    const problem = expressionProblem(expression);
    return problem === undefined ? [] : [`${platform}: ${problem}`];
  });
}

/** A rule made ready, or what is wrong with it in a sentence. */
export function compileRule({ form }: CodePattern): CompiledRule | string {
  if (form.form === 'nomenclature') {
    const nomenclature = compileNomenclature(form.pattern, form.value);
    return typeof nomenclature === 'string' ? nomenclature : { form: 'nomenclature', nomenclature };
  }
  if (form.form === 'fields') return fieldsProblem(form) ?? { form: 'fields', rule: form };
  const problem = expressionProblem(form.expression) ?? groupProblem(form.expression);
  return problem ?? { form: 'expression', expression: wholeExpression(form.expression) };
}

function groupProblem(source: string): string | undefined {
  const names = [...source.matchAll(/\(\?<([^=!>][^>]*)>/g)].map((match) => match[1] ?? '');
  const stranger = names.find((name) => !isCodeFact(name));
  if (stranger !== undefined) return `It names an unknown group, ${stranger}.`;
  if (identifyingFacts.some((name) => names.includes(name))) return undefined;
  return 'It names none of article, gtin and name, so it finds no product.';
}
