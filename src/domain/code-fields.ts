/**
 * Reads vendor codes that are fields between separators. A code fits when it has as many fields as the rule
 * and each looks like what it is said to be, so that rules that differ only in the order of their fields can
 * stand beside each other. A field that is empty says nothing, unless the rule needs it to find the goods.
 */
import { factReaders, identifyingFacts } from './code-expression.ts';
import type { CodeFact, CodeField } from './code-pattern.ts';
import type { GoodsContext, GoodsFacts } from './goods-reading.ts';

/** A rule of fields as the table holds it. */
export interface FieldRule {
  readonly separator: string;
  readonly fields: readonly CodeField[];
}

const anyText = /^.{0,200}$/su;
const digits = /^\d{1,10}$/;
const date = /^(?:\d{6}|\d{8}|\d{4}-\d{2}-\d{2})$/;

/** What each field looks like; linear in the length of the field. */
const shapes: Readonly<Record<CodeField, RegExp>> = {
  article: /^[\p{L}\d._/-]{1,20}$/u,
  gtin: /^(?:\d{8}|\d{12,14})$/,
  name: anyText,
  price: /^\d{1,9}(?:\.\d{1,3})?$/,
  priceMinor: digits,
  weightGrams: digits,
  quantity: digits,
  lot: anyText,
  serial: anyText,
  producedOn: date,
  expiresOn: date,
  bestBefore: date,
  shelfLifeDays: /^\d{1,4}$/,
  ignored: anyText,
};

/** What is wrong with a rule of fields, in a sentence. */
export function fieldsProblem({ separator, fields }: FieldRule): string | undefined {
  if (/[\d\p{L}]/u.test(separator)) return 'A separator has neither letters nor digits.';
  const twice = fields.find((field, at) => field !== 'ignored' && fields.indexOf(field) !== at);
  if (twice !== undefined) return `It names the field ${twice} twice.`;
  if (fields.includes('price') && fields.includes('priceMinor')) return 'It names the price twice.';
  if (fields.some((field) => identifyingFacts.includes(field))) return undefined;
  return 'It names none of article, gtin and name, so it finds no product.';
}

/**
 * What a code says by its fields; undefined where it has another structure. Throws `CODE_MALFORMED` or
 * `CODE_CHECK_DIGIT` where a field has its form and an impossible value.
 */
export function readByFields(code: string, rule: FieldRule, context: GoodsContext): GoodsFacts | undefined {
  const values = code.split(rule.separator).map((value) => value.trim());
  if (values.length !== rule.fields.length) return undefined;
  const named = rule.fields.map((field, at) => ({ field, value: values[at] ?? '' }));
  if (named.some(({ field, value }) => value !== '' && !shapes[field].test(value))) return undefined;
  if (!named.some(({ field, value }) => value !== '' && identifyingFacts.includes(field))) return undefined;
  const told = named.filter(
    (entry): entry is { field: CodeFact; value: string } => entry.value !== '' && entry.field !== 'ignored',
  );
  const facts: GoodsFacts = {};
  for (const { field, value } of told) Object.assign(facts, factReaders[field](value, context));
  return facts;
}
