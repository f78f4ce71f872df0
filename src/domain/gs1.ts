/**
 * Reads GS1 element strings, such as GS1-128, DataBar, GS1 DataMatrix and GS1 QR carry them: identifiers and
 * values one after another, those of unknown length ended by FNC1 (GS, 0x1D). Tolerates what scanners do to
 * them: leading, doubled and trailing FNC1, `^]` in place of FNC1, a byte order mark, line ends. Reads the
 * form for people too, `(01)06901234567892(10)A1`, in which no value may hold a bracket and an identifier.
 * A string is read whole or not at all.
 */
import { Fault } from './fault.ts';
import { type Gs1Identifier, gs1Identifiers, identifierAt } from './gs1-identifiers.ts';
import { valueProblem } from './gs1-value.ts';

/** FNC1 inside a scanned text. */
export const fnc1 = '\u001d';

/** More than any symbol for goods holds. */
export const elementTextMax = 1024;

export interface Gs1Element {
  readonly identifier: string;
  readonly value: string;
}

/** The elements in their order. Throws `CODE_MALFORMED` or `CODE_CHECK_DIGIT`. */
export function readElements(text: string): Gs1Element[] {
  if (text.length > elementTextMax) throw malformed('the text is too long');
  const bare = text
    .replace(/^\uFEFF/, '')
    .replaceAll('^]', fnc1)
    .replace(/[\r\n]+$/, '');
  const elements = bare.startsWith('(') ? readBracketed(bare) : readPlain(bare);
  if (elements.length === 0) throw malformed('there is no element');
  return withoutRepeats(elements);
}

/** One element with its value in order. Throws `CODE_MALFORMED` or `CODE_CHECK_DIGIT`. */
export function checkedElement(identifier: Gs1Identifier, value: string): Gs1Element {
  const problem = valueProblem(identifier, value);
  if (problem === undefined) return { identifier: identifier.code, value };
  throw new Fault(
    problem === 'checkDigit' ? 'CODE_CHECK_DIGIT' : 'CODE_MALFORMED',
    'read a GS1 element string',
    { facts: { identifier: identifier.code, problem } },
  );
}

/** A repeated identifier counts once where its value is the same, and is a contradiction where it is not. */
export function withoutRepeats(elements: readonly Gs1Element[]): Gs1Element[] {
  const values = new Map<string, string>();
  for (const { identifier, value } of elements) {
    const before = values.get(identifier);
    if (before !== undefined && before !== value) throw malformed('two values of one identifier');
    values.set(identifier, value);
  }
  return [...values].map(([identifier, value]) => ({ identifier, value }));
}

function readPlain(text: string): Gs1Element[] {
  const elements: Gs1Element[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === fnc1) {
      at += 1;
      continue;
    }
    const identifier = identifierAt(text, at);
    if (!identifier) throw malformed('an unknown identifier');
    const start = at + identifier.code.length;
    const separator = text.indexOf(fnc1, start);
    const stop = separator === -1 ? text.length : separator;
    at = identifier.predefined ? Math.min(start + identifier.lengthMax, stop) : stop;
    elements.push(checkedElement(identifier, text.slice(start, at)));
  }
  return elements;
}

function readBracketed(text: string): Gs1Element[] {
  const marks = [...text.matchAll(/\((\d{2,4})\)/g)].filter((mark) => gs1Identifiers.has(mark[1] ?? ''));
  if (marks[0]?.index !== 0) throw malformed('an unknown identifier');
  return marks.map((mark, i) => {
    const identifier = gs1Identifiers.get(mark[1] ?? '');
    if (!identifier) throw malformed('an unknown identifier');
    const value = text.slice(mark.index + mark[0].length, marks[i + 1]?.index ?? text.length);
    return checkedElement(identifier, value.replaceAll(fnc1, ''));
  });
}

function malformed(problem: string): Fault {
  return new Fault('CODE_MALFORMED', 'read a GS1 element string', { facts: { problem } });
}
