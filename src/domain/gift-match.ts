/**
 * For whom a gift is and what of a sale it covers. A gift matches when k of its N features are met by what is
 * known of the person, at least one of them by proof of who they are; of several the oldest comes first, then
 * the one that knows its recipient best. The same function decides in the cloud and, by a lease, on a machine.
 */
import type { GiftAttribute, GiftCover, GiftFeature, GiftLine, GiftTarget, GiftTerms } from './gift.ts';
import { allocate } from './money.ts';

/** What is known of the sale, under the names that features may use. */
export interface SaleFacts {
  readonly machine: string;
  readonly site?: string;
  /** Local, 0 to 23. */
  readonly hour: number;
  /** Local, 1 for Monday to 7. */
  readonly weekday: number;
  readonly spendMinor: number;
  readonly categories: readonly string[];
}

export interface GiftMatch {
  /** How many of the features are met. */
  readonly met: number;
  readonly features: number;
}

function isProof(feature: GiftFeature, attribute: GiftAttribute, machine: string): boolean {
  switch (feature.kind) {
    case 'phone':
    case 'pickupCode':
      return attribute.kind === feature.kind && attribute.hash === feature.hash;
    case 'memberCode':
      if (attribute.kind === 'member') return attribute.memberId === feature.memberId;
      return attribute.kind === 'memberCode' && attribute.hash === feature.hash;
    case 'face':
      return attribute.kind === 'face' && attribute.hash === feature.hash && feature.machineId === machine;
    case 'described':
      return false;
  }
}

function isDescribed(feature: Extract<GiftFeature, { kind: 'described' }>, facts: SaleFacts): boolean {
  const known: readonly (string | number)[] =
    feature.name === 'category' ? facts.categories : [facts[feature.name] ?? ''];
  switch (feature.operator) {
    case 'equals':
      return known.includes(feature.value);
    case 'inSet':
      return known.some((value) => feature.values.includes(value));
    case 'inRange': {
      const { from, to } = feature;
      // A range of hours may go over midnight.
      const within = (value: number) =>
        from <= to ? value >= from && value <= to : value >= from || value <= to;
      return known.some((value) => typeof value === 'number' && within(value));
    }
  }
}

/** Whether the gift is for this person; undefined if not. */
export function matchGift(
  { features, threshold }: Pick<GiftTerms, 'features' | 'threshold'>,
  attributes: readonly GiftAttribute[],
  facts: SaleFacts,
): GiftMatch | undefined {
  const proved = features.filter((feature) =>
    attributes.some((attribute) => isProof(feature, attribute, facts.machine)),
  );
  const described = features.filter((feature) => feature.kind === 'described' && isDescribed(feature, facts));
  const met = proved.length + described.length;
  return proved.length > 0 && met >= threshold ? { met, features: features.length } : undefined;
}

function isTarget(target: GiftTarget, line: GiftLine): boolean {
  if (target.kind === 'value') return true;
  return target.kind === 'product' ? line.productId === target.productId : line.category === target.category;
}

/**
 * What the gift pays of these goods: one piece of its product or class, the dearest it covers whole, or any
 * goods up to its amount. Undefined if nothing of it is on the list.
 */
export function coverGoods(
  { target, amountMinor }: Pick<GiftTerms, 'target' | 'amountMinor'>,
  lines: readonly GiftLine[],
): GiftCover | undefined {
  const fitting = lines.filter((line) => line.dueMinor > 0 && isTarget(target, line));
  if (target.kind === 'value') return coverUpTo(amountMinor, fitting);
  const pieces = fitting
    .map((line) => ({ line, pieceMinor: pieceOf(line) }))
    .filter(({ pieceMinor }) => pieceMinor > 0);
  const whole = pieces.filter(({ pieceMinor }) => pieceMinor <= amountMinor);
  // Nothing that it covers whole: as much as it does of the cheapest.
  const best =
    whole.length > 0 ? pick(whole, (a, b) => b - a) : pieces.length > 0 && pick(pieces, (a, b) => a - b);
  if (!best) return undefined;
  const coverMinor = Math.min(best.pieceMinor, amountMinor);
  return { lines: [{ lineId: best.line.lineId, pieces: 1, coverMinor }], coverMinor };
}

interface Piece {
  readonly line: GiftLine;
  readonly pieceMinor: number;
}

/** The first by its price, then by its line, so that the same list is always covered alike. */
function pick(pieces: readonly Piece[], order: (a: number, b: number) => number): Piece | undefined {
  return [...pieces].sort(
    (a, b) => order(a.pieceMinor, b.pieceMinor) || (a.line.lineId < b.line.lineId ? -1 : 1),
  )[0];
}

/** The dearest piece of a line whose amount does not divide evenly. */
function pieceOf({ dueMinor, quantity }: GiftLine): number {
  const weights = Array.from({ length: quantity }, () => 1);
  return allocate(dueMinor, weights)[0] ?? 0;
}

function coverUpTo(amountMinor: number, lines: readonly GiftLine[]): GiftCover | undefined {
  let leftMinor = amountMinor;
  const covered: GiftCover['lines'] = [];
  for (const { lineId, quantity, dueMinor } of lines) {
    const coverMinor = Math.min(leftMinor, dueMinor);
    if (coverMinor > 0) covered.push({ lineId, pieces: quantity, coverMinor });
    leftMinor -= coverMinor;
  }
  const coverMinor = amountMinor - leftMinor;
  return coverMinor > 0 ? { lines: covered, coverMinor } : undefined;
}

/** A gift that could be offered, with how well it knows its recipient and what it covers. */
export interface FittingGift<T extends GiftTerms = GiftTerms> {
  readonly terms: T;
  readonly match: GiftMatch;
  readonly cover: GiftCover;
}

/** The gifts for this person and these goods, the oldest first, then the best known, then by number. */
export function fittingGifts<T extends GiftTerms>(
  gifts: readonly T[],
  attributes: readonly GiftAttribute[],
  facts: SaleFacts,
  lines: readonly GiftLine[],
): FittingGift<T>[] {
  return gifts
    .flatMap((terms) => {
      const match = matchGift(terms, attributes, facts);
      const cover = match && coverGoods(terms, lines);
      return cover ? [{ terms, match, cover }] : [];
    })
    .sort(
      (a, b) =>
        a.terms.createdAtMs - b.terms.createdAtMs ||
        b.match.met - a.match.met ||
        (a.terms.giftId < b.terms.giftId ? -1 : 1),
    );
}
