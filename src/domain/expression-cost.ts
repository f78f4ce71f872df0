/**
 * An upper bound for how often a regular expression can change its mind on one text, so that a published
 * rule can never stall a machine. Backtracking comes from choices: alternatives and repetitions of varying
 * count. Their numbers multiply; a choice inside a repetition, look-around and back references have no useful
 * bound and are refused.
 */

/** The longest text that rules are tried on. */
export const ruleTextMax = 256;

/** Rules with more ways than this to read one text are refused; this many take a few milliseconds. */
export const expressionWaysMax = 250_000;

/** Where the scan of an expression stands, and the first thing found that has no bound. */
interface Cursor {
  readonly source: string;
  at: number;
  refusal: string | undefined;
}

/** What is wrong with an expression in a sentence, or undefined where it is safe to run. */
export function expressionProblem(source: string): string | undefined {
  try {
    new RegExp(`^(?:${source})$`, 'u');
  } catch (cause) {
    return `It is no regular expression: ${cause instanceof Error ? cause.message : String(cause)}.`;
  }
  const cursor: Cursor = { source, at: 0, refusal: undefined };
  const ways = alternatives(cursor);
  if (cursor.refusal !== undefined || ways <= expressionWaysMax) return cursor.refusal;
  return 'It has too many ways to read a text: give its repetitions bounds, such as {1,40}.';
}

/** The expression that covers a whole text; only for a source without a problem. */
export function wholeExpression(source: string): RegExp {
  return new RegExp(`^(?:${source})$`, 'u');
}

function alternatives(cursor: Cursor): number {
  let ways = sequence(cursor);
  while (cursor.source[cursor.at] === '|') {
    cursor.at += 1;
    ways += sequence(cursor);
  }
  return ways;
}

function sequence(cursor: Cursor): number {
  let ways = 1;
  while (cursor.at < cursor.source.length && !'|)'.includes(cursor.source[cursor.at] ?? '')) {
    ways *= repeated(cursor, atom(cursor));
  }
  return ways;
}

/** Moves past one atom and gives the ways inside it. */
function atom(cursor: Cursor): number {
  const { source, at } = cursor;
  if (source[at] === '(') return group(cursor);
  if (source[at] === '[') {
    cursor.at = classEnd(source, at + 1);
    return 1;
  }
  if (source[at] !== '\\') {
    cursor.at += String.fromCodePoint(source.codePointAt(at) ?? 0).length;
    return 1;
  }
  if (/^\\(?:[1-9]|k)/.test(source.slice(at, at + 2))) cursor.refusal ??= 'It refers back to a group.';
  cursor.at +=
    /^\\(?:[pPu]\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|c.|.)/isu.exec(source.slice(at))?.[0].length ?? 1;
  return 1;
}

function group(cursor: Cursor): number {
  const opening = /^\((?:\?(?::|<[^=!>][^>]*>))?/.exec(cursor.source.slice(cursor.at))?.[0] ?? '(';
  cursor.at += opening.length;
  if (cursor.source[cursor.at] === '?') cursor.refusal ??= 'It looks around or changes its own flags.';
  const ways = alternatives(cursor);
  cursor.at += 1;
  return ways;
}

function classEnd(source: string, start: number): number {
  let at = start;
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Moves past a repetition sign, if there is one, and gives the ways of the repeated atom. */
function repeated(cursor: Cursor, inside: number): number {
  const sign = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(cursor.source.slice(cursor.at));
  if (!sign) return inside;
  cursor.at += sign[0].length;
  const [min, max] = bounds(sign);
  if (inside === 1) return Math.max(1, max - min + 1);
  if (max > 1) cursor.refusal ??= 'It repeats a group that itself has choices.';
  return min === 0 ? inside + 1 : inside;
}

function bounds(sign: RegExpExecArray): [min: number, max: number] {
  if (sign[0].startsWith('*')) return [0, ruleTextMax];
  if (sign[0].startsWith('+')) return [1, ruleTextMax];
  if (sign[0].startsWith('?')) return [0, 1];
  const min = Number(sign[1]);
  if (sign[2] === '') return [min, min];
  return [min, sign[3] === '' ? ruleTextMax : Math.min(Number(sign[3]), ruleTextMax)];
}
