/** Holds our table of application identifiers against the dictionary that GS1 publishes. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { gs1Identifiers, identifierAt, linkKeys, type Part } from '../../../src/domain/gs1-identifiers.ts';
import { gs1Exclusions, gs1Requirements } from '../../../src/domain/gs1-pairings.ts';

const dictionaryPath = fileURLToPath(
  new URL('../../../../shared/data/gs1-syntax-dictionary.txt', import.meta.url),
);

interface Entry {
  readonly codes: readonly string[];
  readonly predefined: boolean;
  readonly linkAttribute: boolean;
  readonly parts: readonly string[];
  readonly attributes: readonly string[];
}

/** The dictionary's names of the checks that our table knows, and what we call them. */
const rules: Readonly<Record<string, string>> = {
  csum: 'check',
  yymmd0: 'date',
  yymmdd: 'day',
  yyyymmdd: 'fullDay',
  hhmi: 'time',
  hh: 'hour',
  mi: 'sixty',
  ss: 'sixty',
  yesno: 'flag',
  zero: 'zero',
  pieceoftotal: 'piece',
};

function readDictionary(): Entry[] {
  const lines = readFileSync(dictionaryPath, 'utf8').split('\n');
  return lines
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [range = '', ...rest] = line.split(/\s+/);
      const [first = '', last = first] = range.split('-');
      const codes: string[] = [];
      for (let n = Number(first); n <= Number(last); n += 1) {
        codes.push(String(n).padStart(first.length, '0'));
      }
      const flags = /^[A-Z[]/.test(rest[0] ?? '') ? '' : (rest.shift() ?? '');
      return {
        codes,
        predefined: flags.includes('*'),
        linkAttribute: flags.includes('?'),
        parts: rest.filter((word) => /^\[?[NXYZ][\d.]/.test(word)),
        attributes: rest.filter((word) => !/^\[?[NXYZ][\d.]/.test(word)),
      };
    });
}

function describe(part: Part): string {
  const length = part.min === part.max ? `${part.max}` : `..${part.max}`;
  const form = `${part.set.toUpperCase()}${length}`;
  return `${part.optional ? `[${form}]` : form}${part.rule === undefined ? '' : ` ${part.rule}`}`;
}

function describeEntry(word: string): string {
  const [form = '', ...checks] = word.split(',');
  const rule = checks.map((check) => rules[check]).find((name) => name !== undefined);
  return `${form}${rule === undefined ? '' : ` ${rule}`}`;
}

const skip = existsSync(dictionaryPath) ? false : 'the dictionary of GS1 is not beside the project';

t.test(
  'every identifier of the dictionary has the same form, FNC1 rule and place in links',
  { skip },
  (t) => {
    const entries = readDictionary();
    const seen = new Set<string>();
    for (const entry of entries) {
      for (const code of entry.codes) {
        seen.add(code);
        const ours = gs1Identifiers.get(code);
        t.same(
          ours && {
            parts: ours.parts.map(describe),
            predefined: ours.predefined,
            linkAttribute: ours.linkAttribute,
          },
          {
            parts: entry.parts.map(describeEntry),
            predefined: entry.predefined,
            linkAttribute: entry.linkAttribute,
          },
          `(${code})`,
        );
      }
    }
    t.same([...gs1Identifiers.keys()].sort(), [...seen].sort(), 'and there is no other');
    t.ok(seen.size > 500);
    t.end();
  },
);

t.test('the keys of links and their qualifiers are those of the dictionary', { skip }, (t) => {
  const theirs = new Map<string, string[][]>();
  for (const { codes, attributes } of readDictionary()) {
    const key = attributes.find((word) => word.startsWith('dlpkey'));
    if (key === undefined || codes[0] === undefined) continue;
    const sequences = key.split('=')[1]?.split('|') ?? [];
    theirs.set(
      codes[0],
      sequences.map((sequence) => sequence.split(',')),
    );
  }
  t.same(Object.fromEntries(linkKeys), Object.fromEntries(theirs));
  t.end();
});

t.test('every pairing that is held is one of the dictionary', { skip }, (t) => {
  const entries = readDictionary();
  const attributeOf = (identifier: string, name: string): string[] => {
    const code = identifier.replace('n', '0');
    const entry = entries.find(({ codes }) => codes.includes(code));
    const words = entry?.attributes.filter((word) => word.startsWith(`${name}=`)) ?? [];
    return words.flatMap((word) => word.slice(name.length + 1).split(',')).sort();
  };
  for (const [identifiers, others] of gs1Requirements) {
    for (const one of identifiers.split(' ')) t.same(attributeOf(one, 'req'), others.split(' ').sort(), one);
  }
  for (const [identifiers, others] of gs1Exclusions) {
    const theirs = attributeOf(identifiers, 'ex');
    for (const one of others.split(' ')) t.ok(theirs.includes(one), `(${identifiers}) excludes (${one})`);
  }
  t.end();
});

t.test('no identifier begins with another one, so a string is read in one way only', (t) => {
  for (const code of gs1Identifiers.keys()) t.equal(identifierAt(`${code}5`, 0)?.code, code);
  t.equal(identifierAt('9', 0), undefined);
  t.equal(identifierAt('0499', 0), undefined);
  t.end();
});
