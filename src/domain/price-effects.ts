/**
 * What each kind of price rule takes off which pieces, as a plan of cuts. Pieces come in piles that the rule
 * may touch and that still cost something. Rounding: a percentage is taken of all equal pieces of a product
 * together, half away from zero, and its minor units are spread over them; a bundle's and a basket's saving
 * are spread by `allocate`. A piece whose price would not fall is not touched, unless it completes a set.
 */
import { allocate, proportion } from './money.ts';
import { type Cut, dearestFirst, type Kind, type Pile } from './price-piles.ts';
import type { PromotionEffect } from './promotion.ts';

type Bundle = Extract<PromotionEffect, { kind: 'bundle' }>;

/** The cuts of a rule; `spendMinor` is what is still due for everything in its scope. */
export function cutsOf(effect: PromotionEffect, piles: readonly Pile[], spendMinor: number): Cut[] {
  switch (effect.kind) {
    case 'percentOff':
      return piles.flatMap((pile) => percent(pile, pile.count, effect.basisPoints)).filter(isSaving);
    case 'amountOff':
      return eachPiece(piles, (pile) => pile.leftMinor - effect.amountMinor);
    case 'fixedPrice':
      return eachPiece(piles, ({ kind }) => targetMinor(kind, effect.priceMinor));
    case 'memberPrice':
      return eachPiece(piles, ({ kind }) => kind.memberMinor);
    case 'nForM':
      return nForM(piles, effect.take, effect.pay);
    case 'nthOff':
      return nthOff(piles, effect.every, effect.basisPoints);
    case 'bundle':
      return bundles(piles, effect);
    case 'basketAmountOff':
      return spendMinor < effect.minSpendMinor ? [] : basketAmount(piles, effect.amountMinor);
  }
}

/** Every piece at the price that `targetOf` says, where that is less. */
function eachPiece(piles: readonly Pile[], targetOf: (pile: Pile) => number | undefined): Cut[] {
  return piles.flatMap((pile) => {
    const target = targetOf(pile);
    if (target === undefined || target >= pile.leftMinor) return [];
    return [{ pile, count: pile.count, offMinor: pile.leftMinor - Math.max(0, target) }];
  });
}

function targetMinor(kind: Kind, priceMinor: number): number | undefined {
  if (kind.labelled) return undefined;
  return kind.grams === undefined ? priceMinor : proportion(priceMinor, kind.grams, 1000);
}

/**
 * Sets are made from the dearest pieces down, which of all ways to make them saves the shopper most; in each
 * set the cheapest pieces are free.
 */
function nForM(piles: readonly Pile[], take: number, pay: number): Cut[] {
  return inSets(piles, take, pay).flatMap(({ pile, paid, reduced }) => [
    { pile, count: paid, offMinor: 0 },
    { pile, count: reduced, offMinor: pile.leftMinor },
  ]);
}

/** The same for each product by itself: the cheapest piece of every set is reduced. */
function nthOff(piles: readonly Pile[], every: number, basisPoints: number): Cut[] {
  const products = Map.groupBy(piles, (pile) => pile.kind.productId);
  return [...products.values()].flatMap((own) =>
    inSets(own, every, every - 1).flatMap(({ pile, paid, reduced }) => [
      { pile, count: paid, offMinor: 0 },
      ...percent(pile, reduced, basisPoints),
    ]),
  );
}

/** How many pieces of each pile are paid and how many reduced, when full sets of `take` pay for `pay`. */
function inSets(
  piles: readonly Pile[],
  take: number,
  pay: number,
): { pile: Pile; paid: number; reduced: number }[] {
  if (pay >= take) return [];
  const total = piles.reduce((sum, pile) => sum + pile.count, 0);
  const inFullSets = total - (total % take);
  const reducedBefore = (place: number): number =>
    Math.floor(place / take) * (take - pay) + Math.max(0, (place % take) - pay);
  let start = 0;
  return dearestFirst(piles).map((pile) => {
    const end = Math.min(start + pile.count, inFullSets);
    const reduced = reducedBefore(end) - reducedBefore(start);
    const paid = end - start - reduced;
    start = end;
    return { pile, paid, reduced };
  });
}

/** The pieces of one bundle, all of a pile together. */
interface Taken {
  readonly pile: Pile;
  readonly count: number;
}

/** Bundles are made of the dearest pieces for as long as they are cheaper than their pieces. */
function bundles(piles: readonly Pile[], effect: Bundle): Cut[] {
  const wanted = new Map<string, number>();
  for (const part of effect.parts) {
    wanted.set(part.productId, (wanted.get(part.productId) ?? 0) + part.quantity);
  }
  const stock = dearestFirst(piles).map((pile) => ({ pile, count: pile.count }));
  const cuts: Cut[] = [];
  for (;;) {
    const bundle = oneBundle(stock, wanted);
    if (!bundle) return cuts;
    const worth = bundle.map(({ pile, count }) => pile.leftMinor * count);
    const savingMinor = worth.reduce((sum, minor) => sum + minor, 0) - effect.priceMinor;
    if (savingMinor <= 0) return cuts;
    const times = Math.min(
      ...bundle.map(({ pile, count }) =>
        Math.floor((stock.find((s) => s.pile === pile)?.count ?? 0) / count),
      ),
    );
    const parts = allocate(savingMinor, worth);
    for (const [i, { pile, count }] of bundle.entries()) {
      for (const cut of spread(pile, count, parts[i] ?? 0)) cuts.push({ ...cut, count: cut.count * times });
      const left = stock.find((s) => s.pile === pile);
      if (left) left.count -= count * times;
    }
  }
}

function oneBundle(
  stock: readonly { pile: Pile; count: number }[],
  wanted: ReadonlyMap<string, number>,
): Taken[] | undefined {
  const bundle: Taken[] = [];
  for (const [productId, quantity] of wanted) {
    let missing = quantity;
    for (const { pile, count } of stock) {
      if (missing === 0) break;
      if (count === 0 || pile.kind.productId !== productId) continue;
      const taken = Math.min(missing, count);
      bundle.push({ pile, count: taken });
      missing -= taken;
    }
    if (missing > 0) return undefined;
  }
  return bundle;
}

function basketAmount(piles: readonly Pile[], amountMinor: number): Cut[] {
  const ordered = dearestFirst(piles);
  const worth = ordered.map((pile) => pile.leftMinor * pile.count);
  const offMinor = Math.min(
    amountMinor,
    worth.reduce((sum, minor) => sum + minor, 0),
  );
  if (offMinor === 0) return [];
  const parts = allocate(offMinor, worth);
  return ordered.flatMap((pile, i) => spread(pile, pile.count, parts[i] ?? 0));
}

function percent(pile: Pile, count: number, basisPoints: number): Cut[] {
  return spread(pile, count, proportion(pile.leftMinor * count, basisPoints, 10_000));
}

/** `offMinor` over `count` equal pieces: the minor units left over go to some of them, one each. */
function spread(pile: Pile, count: number, offMinor: number): Cut[] {
  if (count === 0) return [];
  const base = Math.floor(offMinor / count);
  const extra = offMinor % count;
  return [
    { pile, count: extra, offMinor: base + 1 },
    { pile, count: count - extra, offMinor: base },
  ];
}

function isSaving(cut: Cut): boolean {
  return cut.offMinor > 0;
}
