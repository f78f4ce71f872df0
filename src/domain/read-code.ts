/**
 * Reads what was scanned while goods are expected. The order of decision, the first that applies:
 * 1. A symbology that holds GS1 is read as an element string. One that holds a GTIN is never 2 or 5.
 * 2. A GS1 Digital Link.
 * 3. The published rules in their order; a rule that fits the code's structure decides, right or wrong. One
 *    that was named for the goods it finds goes before the others.
 * 4. A bare GTIN.
 * 5. An element string that shows itself by FNC1, a bracket, or (01) with a right check digit.
 */
import { readByExpression } from './code-expression.ts';
import { readByFields } from './code-fields.ts';
import { readByNomenclature } from './code-nomenclature.ts';
import type { CodePattern } from './code-pattern.ts';
import { readDigitalLink } from './digital-link.ts';
import { ruleTextMax } from './expression-cost.ts';
import { Fault } from './fault.ts';
import type { GoodsContext, GoodsFacts, GoodsReading } from './goods-reading.ts';
import { elementTextMax, fnc1, readElements } from './gs1.ts';
import { goodsOf } from './gs1-goods.ts';
import { type GtinForm, hasRightCheckDigit, looksLikeGtin, normaliseGtin } from './gtin.ts';
import { type Symbology, symbologyOf } from './symbology.ts';
import { type CompiledRule, compileRule } from './validate-patterns.ts';

export type { GoodsReading } from './goods-reading.ts';

/** What a scanner or camera read. */
export interface CodeScan {
  readonly text: string;
  /** AIM symbology identifier such as `]C1`, where it is known. */
  readonly symbology?: string;
}

export interface ReadContext extends GoodsContext {
  readonly patterns: readonly CodePattern[];
  /** Whether the rule that read this was named for the very goods that it found, when they were taken in. */
  readonly isNamed?: ((reading: GoodsReading) => boolean) | undefined;
}

/**
 * What a code says about goods. Throws `CODE_MALFORMED`, `CODE_CHECK_DIGIT` or `CODE_UNKNOWN`, and
 * `BUNDLE_INVALID` where a rule is reached that `validatePatterns` would have refused.
 */
export function readGoodsCode(scan: CodeScan, context: ReadContext): GoodsReading {
  if (scan.text.length > elementTextMax) throw new Fault('CODE_MALFORMED', 'read a scanned code');
  const { text, symbology } = presented(scan);
  if (text === '') throw new Fault('CODE_MALFORMED', 'read an empty code');
  if (symbology?.content === 'addOn') throw new Fault('CODE_MALFORMED', 'read an add-on without its code');
  if (symbology?.content === 'gs1') return { ...goodsOf(readElements(text), context), by: 'gs1' };
  if (symbology?.content === 'gtin') return readTradeCode(text, symbology, context);
  const link = readDigitalLink(text);
  if (link) return { ...goodsOf(link, context), by: 'digitalLink' };
  const known = readByPatterns(text, context);
  if (known) return known;
  if (looksLikeGtin(text)) return { gtin14: normaliseGtin(text), by: 'gtin' };
  if (showsElements(text)) return { ...goodsOf(readElements(text), context), by: 'gs1' };
  throw new Fault('CODE_UNKNOWN', 'read a scanned code', { facts: { length: text.length } });
}

/** Without byte order mark, line ends and an AIM prefix that the scanner's driver left in the text. */
function presented(scan: CodeScan): { text: string; symbology: Symbology | undefined } {
  const text = scan.text.replace(/^\uFEFF/, '').replace(/[\r\n]+$/, '');
  const prefixed = scan.symbology === undefined ? symbologyOf(text.slice(0, 3)) : undefined;
  if (prefixed) return { text: text.slice(3), symbology: prefixed };
  return { text, symbology: symbologyOf(scan.symbology) };
}

/**
 * EAN, UPC and ITF-14. UPC-A of 12 digits is asked for as the EAN-13 it is, so that one rule serves however
 * a scanner is set; a magazine's add-on (`]E3`) is no part of the article.
 */
function readTradeCode(text: string, symbology: Symbology, context: ReadContext): GoodsReading {
  if (!/^\d+$/.test(text)) throw new Fault('CODE_MALFORMED', 'read the digits of a GTIN');
  let digits = text;
  let form: GtinForm | undefined = symbology.gtinForm;
  if (form === 'ean13') {
    if (text.length === 15 || text.length === 18) digits = text.slice(0, 13);
    if (text.length === 12) digits = `0${text}`;
    if (text.length <= 8) form = 'upcE';
  }
  const known = form === 'upcE' ? undefined : readByPatterns(digits, context);
  return known ?? { gtin14: normaliseGtin(digits, form), by: 'gtin' };
}

function readByPatterns(text: string, context: ReadContext): GoodsReading | undefined {
  if (text.length > ruleTextMax) return undefined;
  const { isNamed } = context;
  let first: GoodsReading | Fault | undefined;
  for (const pattern of context.patterns) {
    const read = readByPattern(text, pattern, context);
    if (read === undefined) continue;
    first ??= read;
    if (isNamed === undefined) break;
    if (!(read instanceof Fault) && isNamed(read)) return read;
  }
  if (first instanceof Fault) throw first;
  return first;
}

/** What one rule reads, or what is wrong with a code of its structure; undefined for another structure. */
function readByPattern(
  text: string,
  pattern: CodePattern,
  context: ReadContext,
): GoodsReading | Fault | undefined {
  const rule = ruleOf(pattern);
  try {
    const facts = readByRule(text, rule, context);
    return facts && { ...facts, by: pattern.patternId };
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

function readByRule(text: string, rule: CompiledRule, context: ReadContext): GoodsFacts | undefined {
  if (rule.form === 'nomenclature') return readByNomenclature(text, rule.nomenclature, context);
  if (rule.form === 'fields') return readByFields(text, rule.rule, context);
  return readByExpression(text, rule.expression, context);
}

/** Rules made ready are kept for as long as the published bundle lives. */
const compiled = new WeakMap<CodePattern, CompiledRule>();

function ruleOf(pattern: CodePattern): CompiledRule {
  const kept = compiled.get(pattern);
  if (kept) return kept;
  const rule = compileRule(pattern);
  if (typeof rule === 'string') {
    throw new Fault('BUNDLE_INVALID', 'use a code rule', {
      facts: { patternId: pattern.patternId, problem: rule },
    });
  }
  compiled.set(pattern, rule);
  return rule;
}

function showsElements(text: string): boolean {
  if (text.includes(fnc1) || text.includes('^]') || /^\(\d{2,4}\)/.test(text)) return true;
  return /^01\d{14}/.test(text) && hasRightCheckDigit(text.slice(2, 16));
}
