/**
 * A stretch of a journal as lines: the hash before it, then of each record its text and its hash. What a
 * record's hash is made of (the hash before it, a line feed, its text) stands there as it is hashed, so a
 * reader checks the chain without taking the lines apart. Texts hold no line feed: they are JSON in one line.
 */

/** Of a hash in hex, which is how long each hash line is. */
const hashChars = 64;
const lineFeed = 10;

/** Where one record stands: `[from, textEnd)` is what its hash is made of. */
export interface ChainLink {
  readonly from: number;
  readonly textFrom: number;
  readonly textEnd: number;
  /** Its own hash is the line `[hashFrom, hashEnd)`. */
  readonly hashFrom: number;
  readonly hashEnd: number;
}

/** The records in `lines` from byte `from` on; undefined if these are no such lines. */
export function chainLinks(lines: Uint8Array, from = 0): ChainLink[] | undefined {
  const links: ChainLink[] = [];
  for (let start = from; start + hashChars !== lines.length; ) {
    const textFrom = start + hashChars + 1;
    const textEnd = lines.indexOf(lineFeed, textFrom);
    const hashEnd = textEnd + 1 + hashChars;
    const whole = lines[textFrom - 1] === lineFeed && textEnd > 0 && hashEnd <= lines.length;
    if (!whole) return undefined;
    links.push({ from: start, textFrom, textEnd, hashFrom: textEnd + 1, hashEnd });
    start = textEnd + 1;
  }
  return links;
}
