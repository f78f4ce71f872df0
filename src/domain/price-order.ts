/**
 * Rules of one priority, applied in the order that is best for the shopper: the one that leaves the lowest
 * amount due for the goods that they compete for. Rules that share no product do not compete. Tried are all
 * orders of the rules across products, each rule of single products at every place among them, and for each
 * product every order of its own rules there: up to `ordersMax` and `ownRulesMax`. Beyond that the rules that
 * save most alone come first, own rules together at one place. Of equal orders the first by promotion id is
 * taken. Within the bound one more rule never raises what a priority leaves due.
 */
import { cutsOf } from './price-effects.ts';
import { applyCuts, type Kind, type Pile } from './price-piles.ts';
import type { Promotion } from './promotion.ts';

/** Orders that are tried for rules which compete across products. */
export const ordersMax = 12;
/** Rules for one product of which every order is tried. */
export const ownRulesMax = 3;
/** Beyond `ordersMax`, rules that still find all orders of those across products tried, the others together. */
const pooledRulesMax = 8;
const pooledCrossMax = 3;

/** A rule and the goods of the basket that it is about. */
export interface ScopedRule {
  readonly promotion: Promotion;
  readonly kinds: readonly Kind[];
}

/** Hears what a rule took off a line. */
export type NoteCut = (line: number, promotion: Promotion, offMinor: number) => void;

/** Rules and the kinds they compete for; nothing outside them matters to it. */
interface Contest {
  readonly kinds: readonly Kind[];
  /** They look at several products together. */
  readonly cross: readonly ScopedRule[];
  /** Each product has its own of them. */
  readonly own: readonly ScopedRule[];
}

interface Result {
  readonly dueMinor: number;
  readonly piles: readonly Pile[][];
  readonly notes: readonly (readonly [line: number, promotion: Promotion, offMinor: number])[];
}

/** Applies rules of one priority, which come in the order of their ids. */
export function applyRules(rules: readonly ScopedRule[], note: NoteCut): void {
  const [only, second] = rules;
  if (only && !second) {
    applyRule(only, note);
    return;
  }
  const alive = rules.filter((rule) => savingOf(rule) > 0);
  for (const contest of contestsOf(alive)) applyContest(contest, note);
}

/** One rule on what is open to it. */
function applyRule({ promotion, kinds }: ScopedRule, note: NoteCut): void {
  const piles = openPiles(kinds, promotion);
  if (piles.length === 0) return;
  applyCuts(cutsOf(promotion.effect, piles, dueOf(kinds)), promotion.exclusive, (line, offMinor) =>
    note(line, promotion, offMinor),
  );
}

/** What a rule would take off as things stand. */
function savingOf({ promotion, kinds }: ScopedRule): number {
  const piles = openPiles(kinds, promotion);
  if (piles.length === 0) return 0;
  let sum = 0;
  for (const cut of cutsOf(promotion.effect, piles, dueOf(kinds))) sum += cut.offMinor * cut.count;
  return sum;
}

function openPiles(kinds: readonly Kind[], { exclusive }: Promotion): Pile[] {
  const open: Pile[] = [];
  for (const { piles } of kinds) {
    for (const pile of piles) {
      if (pile.leftMinor > 0 && !pile.closed && !(exclusive && pile.touched)) open.push(pile);
    }
  }
  return open;
}

function dueOf(kinds: readonly Kind[]): number {
  let sum = 0;
  for (const { piles } of kinds) for (const pile of piles) sum += pile.leftMinor * pile.count;
  return sum;
}

const ownEffects: ReadonlySet<string> = new Set([
  'percentOff',
  'amountOff',
  'fixedPrice',
  'memberPrice',
  'nthOff',
]);

function isOwn({ promotion, kinds }: ScopedRule): boolean {
  return ownEffects.has(promotion.effect.kind) || kinds.every((k) => k.productId === kinds[0]?.productId);
}

/** Products that a rule across them ties together, with every rule that is about one of them. */
function contestsOf(rules: readonly ScopedRule[]): Contest[] {
  const groupOf = new Map<string, Set<string>>();
  const cross = rules.filter((rule) => !isOwn(rule));
  for (const { kinds } of cross) {
    const group = new Set<string>();
    for (const { productId } of kinds) {
      for (const other of groupOf.get(productId) ?? [productId]) group.add(other);
    }
    for (const productId of group) groupOf.set(productId, group);
  }
  const contests = new Map<unknown, { kinds: Set<Kind>; cross: ScopedRule[]; own: ScopedRule[] }>();
  const contestOf = (kind: Kind) => {
    const key = groupOf.get(kind.productId) ?? kind.productId;
    const contest = contests.get(key) ?? { kinds: new Set(), cross: [], own: [] };
    contests.set(key, contest);
    contest.kinds.add(kind);
    return contest;
  };
  for (const rule of rules) {
    const parts = Map.groupBy(rule.kinds, contestOf);
    const own = isOwn(rule);
    for (const [contest, kinds] of parts) contest[own ? 'own' : 'cross'].push({ ...rule, kinds });
  }
  return [...contests.values()].map(({ kinds, ...rest }) => ({ kinds: [...kinds], ...rest }));
}

function applyContest(contest: Contest, note: NoteCut): void {
  const { kinds, cross, own } = contest;
  const [first] = cross;
  if (!first) applyOwn(own, note);
  else if (cross.length === 1 && own.length === 0) applyRule(first, note);
  else best(kinds, plansOf(contest), note);
}

/** One after another: a rule across products, or own rules of each product. */
type Step = { readonly rule: ScopedRule } | { readonly own: readonly ScopedRule[] };

function plansOf({ cross, own }: Contest): Iterable<readonly Step[]> {
  const places = cross.length + 1;
  const orders = factorial(cross.length);
  if (orders * places ** own.length <= ordersMax) return everyPlan(cross, own);
  if (cross.length <= pooledCrossMax && cross.length + own.length <= pooledRulesMax)
    return pooledPlans(permutations(cross), own);
  const across = byOwnSaving(cross).map((rule): Step => ({ rule }));
  return [
    [...across, { own }],
    [{ own }, ...across],
  ];
}

/** Every order of the rules across products, every own rule at every place among them. */
function* everyPlan(cross: readonly ScopedRule[], own: readonly ScopedRule[]): Iterable<readonly Step[]> {
  const places = cross.length + 1;
  for (const order of permutations(cross)) {
    for (let choice = 0; choice < places ** own.length; choice += 1) {
      const at = (place: number) => own.filter((_, n) => Math.floor(choice / places ** n) % places === place);
      yield planOf(order, at);
    }
  }
}

/** Own rules stay together, before, between or after the others. */
function* pooledPlans(
  orders: Iterable<readonly ScopedRule[]>,
  own: readonly ScopedRule[],
): Iterable<readonly Step[]> {
  for (const order of orders) {
    for (let pool = 0; pool <= order.length; pool += 1) {
      yield planOf(order, (place) => (place === pool ? own : []));
    }
  }
}

function planOf(order: readonly ScopedRule[], ownAt: (place: number) => readonly ScopedRule[]): Step[] {
  const steps = order.flatMap((rule, place): Step[] => [{ own: ownAt(place) }, { rule }]);
  return [...steps, { own: ownAt(order.length) }];
}

/** The best order for each product by itself. */
function applyOwn(rules: readonly ScopedRule[], note: NoteCut): void {
  if (rules.length === 0) return;
  const products = new Map<string, ScopedRule[]>();
  for (const rule of rules) {
    for (const [productId, kinds] of Map.groupBy(rule.kinds, (kind) => kind.productId)) {
      const own = products.get(productId);
      if (own) own.push({ ...rule, kinds });
      else products.set(productId, [{ ...rule, kinds }]);
    }
  }
  for (const own of products.values()) {
    const [only, second] = own;
    if (only && !second) {
      applyRule(only, note);
      continue;
    }
    if (own.length > ownRulesMax || own.every(takesPile)) {
      for (const rule of byOwnSaving(own)) applyRule(rule, note);
      continue;
    }
    const kinds = [...new Set(own.flatMap((rule) => rule.kinds))];
    best(
      kinds,
      permutations(own).map((order) => order.map((rule) => ({ rule }))),
      note,
    );
  }
}

const pileEffects: ReadonlySet<string> = new Set(['percentOff', 'amountOff', 'fixedPrice', 'memberPrice']);

/** Whichever comes first takes all that there is, so the one that saves most alone is the best first. */
function takesPile({ promotion, kinds }: ScopedRule): boolean {
  const [kind] = kinds;
  return (
    promotion.exclusive &&
    pileEffects.has(promotion.effect.kind) &&
    kinds.length === 1 &&
    kind?.piles.length === 1
  );
}

function byOwnSaving(rules: readonly ScopedRule[]): ScopedRule[] {
  const weighed = rules.map((rule) => ({ rule, saving: savingOf(rule) }));
  return weighed.sort((a, b) => b.saving - a.saving).map(({ rule }) => rule);
}

/** Performs each plan on trial and keeps the one that leaves least due. */
function best(kinds: readonly Kind[], plans: Iterable<readonly Step[]>, note: NoteCut): void {
  const before = kinds.map(({ piles }) => piles);
  let found: Result | undefined;
  for (const plan of plans) {
    const notes: [number, Promotion, number][] = [];
    for (const step of plan) {
      const hear: NoteCut = (...heard) => notes.push(heard);
      if ('rule' in step) applyRule(step.rule, hear);
      else applyOwn(step.own, hear);
    }
    const dueMinor = dueOf(kinds);
    if (found === undefined || dueMinor < found.dueMinor) {
      found = { dueMinor, piles: kinds.map(({ piles }) => piles), notes };
    }
    putBack(kinds, before);
  }
  if (!found) return;
  putBack(kinds, found.piles);
  for (const heard of found.notes) note(...heard);
}

function putBack(kinds: readonly Kind[], piles: readonly Pile[][]): void {
  for (const [n, kind] of kinds.entries()) kind.piles = piles[n] ?? [];
}

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length <= 1) return [[...list]];
  return list.flatMap((first, n) =>
    permutations([...list.slice(0, n), ...list.slice(n + 1)]).map((rest) => [first, ...rest]),
  );
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
