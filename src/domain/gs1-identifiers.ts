/**
 * The application identifiers of GS1 as data: the form of each value, which of them need no FNC1 behind
 * them, and their part in a Digital Link (GS1 General Specifications 3, 7.8; Digital Link Standard 5).
 * A test holds the table against the standard's own dictionary.
 */

/** `n` digits, `x` the 82 characters of GS1, `y` its 39, `z` base64url. */
type CharacterSet = 'n' | 'x' | 'y' | 'z';

/** `date` may have day 00 for the end of the month, `day` may not. */
export type PartRule =
  | 'check'
  | 'date'
  | 'day'
  | 'fullDay'
  | 'time'
  | 'hour'
  | 'sixty'
  | 'flag'
  | 'zero'
  | 'piece';

/** One stretch of a value; only the last may vary in length, and optional ones come last. */
export interface Part {
  readonly set: CharacterSet;
  readonly min: number;
  readonly max: number;
  readonly optional: boolean;
  readonly rule?: PartRule;
}

export interface Gs1Identifier {
  readonly code: string;
  readonly parts: readonly Part[];
  readonly lengthMax: number;
  /** Its length is known from its first two digits, so no FNC1 follows. */
  readonly predefined: boolean;
  /** May stand in the query of a Digital Link. */
  readonly linkAttribute: boolean;
}

/**
 * Form, then identifiers: `n14:check` is 14 digits with a check digit, `x..20` up to 20 characters, `?` an
 * optional part. `410-417` is a range, `310-316/5` stands for 310 … 316 followed by 0 … 5 decimals.
 */
const table: readonly (readonly [form: string, identifiers: string])[] = [
  ['n18:check', '00 8017 8018'],
  ['n17:check', '402'],
  ['n14:check', '01-03'],
  ['n14:check n4:piece', '8006 8026'],
  ['n13:check', '410-417'],
  ['n13:check x..17?', '253'],
  ['n13:check n..12?', '255'],
  ['n1:zero n13:check x..16?', '8003'],
  ['n6:date', '11-13 15-17'],
  ['n6:date n4:time', '4324 4325'],
  ['n6:day', '4326 7006'],
  ['n6:day n4:time', '7003'],
  ['n6:day n4:time?', '7011'],
  ['n6:day n6:day?', '7007'],
  ['n6:day n2:hour n2:sixty? n2:sixty?', '8008'],
  ['n8:fullDay', '7250'],
  ['n8:fullDay n4:time', '7251'],
  ['n1', '7252'],
  ['n1:flag', '4321-4323'],
  ['n2', '20 7241'],
  ['n3', '422 424 426'],
  ['n3 n3? n3? n3? n3?', '423 425'],
  ['n3 n..15', '391/9 393/9'],
  ['n3 x..9', '421'],
  ['n3 x..27', '7030-7039'],
  ['n4', '394/3 8111'],
  ['n4 n5 n3 n1 n1', '8001'],
  ['n6', '310-316/5 320-337/5 340-357/5 360-369/5 395/5 8005'],
  ['n6 x1?', '4330-4333'],
  ['n10 n10', '4309'],
  ['n13', '7001'],
  ['n15', '8040 8041'],
  ['n18 n..2?', '8043'],
  ['n32', '8042'],
  ['n..4', '7004'],
  ['n..6', '242'],
  ['n..8', '30 37'],
  ['n..10', '8019'],
  ['n..12', '8011'],
  ['n..15', '390/9 392/9'],
  ['n1 x1 x1 x1', '7040'],
  ['x2', '4307 4317'],
  ['x2 x..28', '7230-7239'],
  ['x3', '7258'],
  ['x..2', '7010'],
  ['x..3', '427 7008'],
  ['x..4', '7041'],
  ['x..10', '7009 7255'],
  ['x..12', '7005'],
  ['x..20', '10 21 22 243 254 420 4318 710-717 7020-7022 7240 8002 8012'],
  ['x..25', '7242 8013 8014 8020'],
  ['x..28', '235'],
  ['x..30', '240 241 250 251 400 401 403 4308 4319 7002 7023 8004 90'],
  ['x..34', '8007'],
  ['x..35', '4300 4301 4310 4311 4320'],
  ['x..40', '7253 7254 7259'],
  ['x..50', '8009'],
  ['x..70', '4302-4306 4312-4316 7257 8110 8112 8200'],
  ['x..90', '7256 91-99'],
  ['y..30', '8010'],
  ['z..90', '8030'],
];

/** The first two digits after which the length is known without FNC1 (General Specifications 7.8.5). */
const predefinedStarts = new Set(expand('00-04 11-20 31-36 41'));

/** Those that a Digital Link may carry in its path only, or not at all. */
const notLinkAttributes = new Set(expand('03 21 22 235 254 7040 7041 8011 8014 8019 8020 8040-8043 8200'));

/**
 * The identifiers that a Digital Link can begin with, each with the sequences of qualifiers that may follow
 * it in the path, in that order and none twice.
 */
export const linkKeys: ReadonlyMap<string, readonly (readonly string[])[]> = new Map<string, string[][]>([
  ['00', []],
  ['01', [['22', '10', '21'], ['235']]],
  ['253', []],
  ['255', []],
  ['401', []],
  ['402', []],
  ['414', [['254'], ['7040']]],
  ['415', [['8020']]],
  ['417', [['7040']]],
  ['8003', []],
  ['8004', [['7040']]],
  ['8006', [['22', '10', '21']]],
  ['8010', [['8011']]],
  ['8013', []],
  ['8017', [['8019']]],
  ['8018', [['8019']]],
]);

/** Every identifier by its code. */
export const gs1Identifiers: ReadonlyMap<string, Gs1Identifier> = new Map(
  table.flatMap(([form, identifiers]) => {
    const parts = form.split(' ').map(partOf);
    const lengthMax = parts.reduce((sum, part) => sum + part.max, 0);
    return expand(identifiers).map((code): [string, Gs1Identifier] => {
      const predefined = predefinedStarts.has(code.slice(0, 2));
      return [code, { code, parts, lengthMax, predefined, linkAttribute: !notLinkAttributes.has(code) }];
    });
  }),
);

/** The identifier with which `text` goes on at `at`; no identifier begins with another one. */
export function identifierAt(text: string, at: number): Gs1Identifier | undefined {
  for (const length of [2, 3, 4]) {
    const found = gs1Identifiers.get(text.slice(at, at + length));
    if (found) return found;
  }
  return undefined;
}

/** The codes that `310-316/5 20 41-42` stands for. */
function expand(identifiers: string): string[] {
  return identifiers.split(' ').flatMap((word) => {
    const [range = '', decimals] = word.split('/');
    const [first = '', last = first] = range.split('-');
    const stems: string[] = [];
    for (let n = Number(first); n <= Number(last); n += 1) stems.push(String(n).padStart(first.length, '0'));
    if (decimals === undefined) return stems;
    return stems.flatMap((stem) => Array.from({ length: Number(decimals) + 1 }, (_, n) => `${stem}${n}`));
  });
}

function partOf(word: string): Part {
  const match = /^([nxyz])(\.\.)?(\d+)(?::(\w+))?(\?)?$/.exec(word);
  const max = Number(match?.[3]);
  const rule = match?.[4] as PartRule | undefined;
  return {
    set: (match?.[1] ?? 'x') as CharacterSet,
    min: match?.[2] ? 1 : max,
    max,
    optional: match?.[5] !== undefined,
    ...(rule === undefined ? {} : { rule }),
  };
}
