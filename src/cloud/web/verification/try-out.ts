/** A condition tried against sample data that is typed in; what is left empty is not known. */
import { type CheckData, type CheckName, checkFields } from '../../../domain/verification-data.ts';
import { compileExpression } from '../../../domain/verification-expression.ts';
import type { NamedValue } from '../../../domain/verification-rule.ts';
import type { RuleDraft } from './rule-draft.ts';

export type Sample = Readonly<Partial<Record<CheckName, string>>>;

export const firstSample: Sample = {
  ...{ amountMinor: '12000', currency: 'CNY', tender: 'code', platform: 'alipay', hour: '14', weekday: '6' },
  ...{ codeMasked: '28************3456', pieces: '3', lines: '2', categories: 'drinks, snacks' },
};

/** The documented names that a condition asks for. */
export function namesIn(expression: string): CheckName[] {
  const written = new Set(expression.match(/[a-z]\w*(?:\s*\.\s*\w+)?/gi)?.map((n) => n.replace(/\s/g, '')));
  return (Object.keys(checkFields) as CheckName[]).filter(
    (name) => written.has(name) || [...written].some((one) => one.startsWith(`${name}.`)),
  );
}

/** `undefined` where there is no answer; `'broken'` where it cannot be tried. */
export function tried(
  { expression, place }: Pick<RuleDraft, 'expression' | 'place'>,
  sample: Sample,
  values: readonly NamedValue[],
): boolean | undefined | 'broken' {
  const compiled = compileExpression(expression, place, values);
  return typeof compiled === 'function' ? compiled(dataOf(sample), values) : 'broken';
}

function dataOf(sample: Sample): CheckData {
  const data: Record<string, unknown> = {};
  for (const [name, typed] of Object.entries(sample)) {
    const value = typed.trim();
    if (value === '') continue;
    const { type } = checkFields[name as CheckName];
    if (type === 'string') data[name] = value;
    else if (type === 'list<string>') data[name] = value.split(/[,，]/).map((part) => part.trim());
    else if (type === 'bool') data[name] = value === 'true';
    else if (/^-?\d{1,13}$/.test(value)) data[name] = Number(value);
  }
  return data as CheckData;
}
