/**
 * A basket as the price rules see it: piles of interchangeable pieces. Pieces are one kind where product,
 * prices and weight agree, and one pile where the rules so far left them the same price and freedom. Rules
 * count pieces of piles and never look at lines, so neither the order of scanning nor how pieces are spread
 * over lines can change an amount; which line's piece is taken first (by line id) decides nothing else.
 */
import type { Item } from './basket.ts';
import { Fault } from './fault.ts';
import { checkMinor, proportion } from './money.ts';

/** Pieces that no rule can tell apart at the start. */
export interface Kind {
  /** Place in an order of kinds that does not depend on the basket's. */
  readonly rank: number;
  readonly productId: string;
  readonly category: string;
  /** Of one piece, before any rule. */
  readonly regularMinor: number;
  readonly memberMinor: number | undefined;
  readonly grams: number | undefined;
  /** Priced by its label alone: a price per piece or kilogram means nothing for it. */
  readonly labelled: boolean;
  /** The promotion that was named for these goods when they were taken in. */
  readonly named: string | undefined;
  /** Its pieces now; a pile is never empty. */
  piles: Pile[];
}

/** Pieces of one line. */
interface Share {
  readonly line: number;
  readonly count: number;
}

export interface Pile {
  readonly kind: Kind;
  /** What is left of a piece's price. */
  readonly leftMinor: number;
  /** A rule has lowered the price, or counted the piece towards one that did. */
  readonly touched: boolean;
  /** An exclusive rule has; no other rule may. */
  readonly closed: boolean;
  readonly count: number;
  /** The lines that its pieces are on, in the order in which they give them. */
  readonly shares: readonly Share[];
}

/** Takes `offMinor` off each of `count` pieces of a pile; 0 where pieces only count towards a set. */
export interface Cut {
  readonly pile: Pile;
  readonly count: number;
  readonly offMinor: number;
}

/** The kinds of a basket in an order of their own. */
export function kindsOf(items: readonly Item[]): Kind[] {
  const order = items
    .map((_, line) => line)
    .sort((a, b) => compare(items[a]?.lineId, items[b]?.lineId) || a - b);
  const groups = new Map<string, { kind: Omit<Kind, 'rank' | 'piles'>; shares: Share[] }>();
  for (const line of order) {
    const item = items[line];
    if (!item) continue;
    const kind = kindOf(item);
    const key = JSON.stringify(Object.values(kind).map((value) => value ?? null));
    const group = groups.get(key);
    if (group) group.shares.push({ line, count: item.quantity });
    else groups.set(key, { kind, shares: [{ line, count: item.quantity }] });
  }
  const sorted = [...groups].sort(([a], [b]) => compare(a, b));
  return sorted.map(([, group], rank) => {
    const kind: Kind = { ...group.kind, rank, piles: [] };
    const { shares } = group;
    const whole = { kind, leftMinor: kind.regularMinor, touched: false, closed: false };
    kind.piles.push({ ...whole, shares, count: countOf(shares) });
    return kind;
  });
}

/** Price of one piece before any rule: label, else weight × price per kilogram, else the unit price. */
export function pieceMinor(item: Item): number {
  const { codePriceMinor, unitPriceMinor, weightGrams } = item;
  const perWeight =
    weightGrams === undefined ? unitPriceMinor : proportion(unitPriceMinor, weightGrams, 1000);
  const minor = checkMinor(codePriceMinor ?? perWeight, 'the price of a piece');
  if (minor < 0) throw new Fault('MONEY_OUT_OF_RANGE', 'price goods below nothing');
  return minor;
}

/** Performs cuts that were planned together; `note` hears what each line was given. */
export function applyCuts(
  cuts: readonly Cut[],
  exclusive: boolean,
  note: (line: number, offMinor: number) => void,
): void {
  const rest = new Map<Pile, Pile>();
  const moved: Pile[] = [];
  for (const { pile, count, offMinor } of cuts) {
    if (count === 0) continue;
    const now = rest.get(pile) ?? pile;
    const [taken, kept] = split(now.shares, count);
    for (const share of taken) if (offMinor > 0) note(share.line, offMinor * share.count);
    rest.set(pile, { ...now, shares: kept, count: now.count - count });
    const leftMinor = pile.leftMinor - offMinor;
    moved.push({ ...pile, leftMinor, touched: true, closed: exclusive, shares: taken, count });
  }
  for (const kind of new Set([...rest.keys()].map((pile) => pile.kind))) {
    kind.piles = kind.piles.map((pile) => rest.get(pile) ?? pile).filter((pile) => pile.count > 0);
  }
  for (const pile of moved) join(pile);
}

/** Dearest first; ties in an order that does not depend on the basket's. */
export function dearestFirst(piles: readonly Pile[]): Pile[] {
  return [...piles].sort(
    (a, b) => b.leftMinor - a.leftMinor || a.kind.rank - b.kind.rank || Number(a.touched) - Number(b.touched),
  );
}

function kindOf(item: Item): Omit<Kind, 'rank' | 'piles'> {
  const { productId, category, codePriceMinor, memberPriceMinor, weightGrams } = item;
  const labelled = codePriceMinor !== undefined && weightGrams === undefined;
  const member =
    memberPriceMinor === undefined || weightGrams === undefined
      ? memberPriceMinor
      : proportion(memberPriceMinor, weightGrams, 1000);
  return {
    productId,
    category,
    regularMinor: pieceMinor(item),
    memberMinor: labelled ? undefined : member,
    grams: weightGrams,
    labelled,
    named: item.promotionId,
  };
}

/** Adds pieces to the pile of their kind that is now like them. */
function join(pile: Pile): void {
  const { kind } = pile;
  const at = kind.piles.findIndex(
    (other) =>
      other.leftMinor === pile.leftMinor && other.touched === pile.touched && other.closed === pile.closed,
  );
  const other = kind.piles[at];
  if (!other) kind.piles.push(pile);
  else {
    const shares = together(other.shares, pile.shares);
    kind.piles[at] = { ...other, shares, count: other.count + pile.count };
  }
}

function together(shares: readonly Share[], more: readonly Share[]): Share[] {
  const counts = new Map<number, number>();
  for (const { line, count } of shares) counts.set(line, count);
  for (const { line, count } of more) counts.set(line, (counts.get(line) ?? 0) + count);
  return [...counts].map(([line, count]) => ({ line, count }));
}

function split(shares: readonly Share[], count: number): [taken: Share[], kept: Share[]] {
  const taken: Share[] = [];
  const kept: Share[] = [];
  let wanted = count;
  for (const share of shares) {
    const now = Math.min(wanted, share.count);
    wanted -= now;
    if (now > 0) taken.push({ line: share.line, count: now });
    if (now < share.count) kept.push({ line: share.line, count: share.count - now });
  }
  return [taken, kept];
}

function countOf(shares: readonly Share[]): number {
  return shares.reduce((sum, share) => sum + share.count, 0);
}

function compare(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
