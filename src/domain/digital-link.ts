/**
 * Reads GS1 Digital Link URIs in their uncompressed form: `https://host/any/01/06901234567892/10/A1?17=261231`.
 * The key and its qualifiers are pairs at the end of the path, attributes stand in the query; other words of
 * the query and the fragment are left out (GS1 Digital Link Standard, URI Syntax). A web address without a
 * key is no Digital Link and is not an error: other rules may know it.
 */
import { Fault } from './fault.ts';
import { checkedElement, elementTextMax, type Gs1Element, withoutRepeats } from './gs1.ts';
import { gs1Identifiers, linkKeys } from './gs1-identifiers.ts';
import { valueProblem } from './gs1-value.ts';
import { looksLikeGtin, padGtin } from './gtin.ts';

interface Pair {
  readonly code: string;
  readonly value: string;
}

/**
 * The elements of a Digital Link, the key first; undefined for any other text. Throws `CODE_MALFORMED` or
 * `CODE_CHECK_DIGIT` for a link that breaks the rules.
 */
export function readDigitalLink(text: string): Gs1Element[] | undefined {
  const match = /^https?:\/\/[^/?#\s]{1,253}(\/[^?#]*)(?:\?([^#]*))?(?:#.*)?$/i.exec(text);
  if (!match || text.length > elementTextMax) return undefined;
  const pairs = pathPairs(match[1] ?? '');
  const [key, ...qualifiers] = pairs;
  if (!key) return undefined;
  checkQualifiers(key.code, qualifiers);
  const path = pairs.map((pair) => elementOf(pair));
  return withoutRepeats([...path, ...attributes(match[2] ?? '')]);
}

/** The key, found from the end of the path, and what follows it; empty where there is no key. */
function pathPairs(path: string): Pair[] {
  const segments = path.replace(/\/$/, '').split('/').slice(1);
  for (let at = segments.length - 2; at >= 0; at -= 2) {
    const code = segments[at] ?? '';
    if (!gs1Identifiers.has(code)) return [];
    if (!linkKeys.has(code)) continue;
    const rest = segments.slice(at).map(decode);
    const pairs: Pair[] = [];
    for (let i = 0; i + 1 < rest.length; i += 2) pairs.push(pairOf(rest[i] ?? '', rest[i + 1] ?? ''));
    return isKeyValue(pairs[0]) ? pairs : [];
  }
  return [];
}

/** GTINs of 8, 12 and 13 digits are written in links too, and stand for 14. */
function pairOf(code: string, value: string): Pair {
  return { code, value: code === '01' && looksLikeGtin(value) ? padGtin(value) : value };
}

/** Other sites have paths such as `/01/news`: only a value of the key's own form makes it a key. */
function isKeyValue(pair: Pair | undefined): boolean {
  const identifier = pair && gs1Identifiers.get(pair.code);
  if (!identifier) return false;
  const problem = valueProblem(identifier, pair.value);
  return problem === undefined || problem === 'checkDigit';
}

function checkQualifiers(key: string, qualifiers: readonly Pair[]): void {
  const order = qualifiers.map((pair) => pair.code);
  if (order.length === 0) return;
  const fits = (linkKeys.get(key) ?? []).some((sequence) => {
    const places = order.map((code) => sequence.indexOf(code));
    return places.every((place, i) => place >= 0 && (i === 0 || place > (places[i - 1] ?? -1)));
  });
  if (!fits) throw malformed('qualifiers out of order');
}

function attributes(query: string): Gs1Element[] {
  const elements: Gs1Element[] = [];
  for (const word of query.split(/[&;]/)) {
    const equals = word.indexOf('=');
    const code = equals === -1 ? word : word.slice(0, equals);
    if (!/^\d+$/.test(code)) continue;
    const identifier = gs1Identifiers.get(code);
    if (!identifier?.linkAttribute) throw malformed('a key that no link may carry');
    elements.push(elementOf({ code, value: decode(word.slice(equals + 1)) }));
  }
  return elements;
}

function elementOf({ code, value }: Pair): Gs1Element {
  const identifier = gs1Identifiers.get(code);
  if (!identifier) throw malformed('an unknown identifier');
  return checkedElement(identifier, value);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new Fault('CODE_MALFORMED', 'decode a Digital Link', { cause });
  }
}

function malformed(problem: string): Fault {
  return new Fault('CODE_MALFORMED', 'read a Digital Link', { facts: { problem } });
}
