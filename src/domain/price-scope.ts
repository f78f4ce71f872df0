/**
 * Which goods of a basket each rule is about: those that every list of its scope which is not empty names,
 * and those for which it was named when they were taken in. A bundle is about its parts, whatever else its
 * scope names. Goods are found by what rules name, so that many rules cost little.
 */
import type { ScopedRule } from './price-order.ts';
import type { Kind } from './price-piles.ts';
import type { Promotion } from './promotion.ts';

interface Shelves {
  readonly all: readonly Kind[];
  readonly byProduct: ReadonlyMap<string, readonly Kind[]>;
  readonly byCategory: ReadonlyMap<string, readonly Kind[]>;
  /** By the promotion that was named for them. */
  readonly byName: ReadonlyMap<string, readonly Kind[]>;
}

/** The goods of each rule; rules about nothing in the basket are left out. */
export function scopedRules(promotions: readonly Promotion[], kinds: readonly Kind[]): ScopedRule[] {
  const shelves: Shelves = {
    all: kinds,
    byProduct: Map.groupBy(kinds, (kind) => kind.productId),
    byCategory: Map.groupBy(kinds, (kind) => kind.category),
    byName: Map.groupBy(kinds, (kind) => kind.named ?? ''),
  };
  const rules: ScopedRule[] = [];
  for (const promotion of promotions) {
    const found = goodsOf(promotion, shelves);
    if (found.length > 0) rules.push({ promotion, kinds: found });
  }
  return rules;
}

function goodsOf(promotion: Promotion, shelves: Shelves): readonly Kind[] {
  const { promotionId, scope, effect } = promotion;
  const named = shelves.byName.get(promotionId);
  if (scope.namedOnly) return named ? ofEffect(named, effect) : [];
  const found = ofEffect(inScope(scope, shelves), effect);
  if (!named) return found;
  return inOrder([...new Set([...found, ...ofEffect(named, effect)])]);
}

function inScope({ productIds, categories }: Promotion['scope'], shelves: Shelves): readonly Kind[] {
  if (productIds.length > 0) {
    const found = gathered(productIds, shelves.byProduct);
    return categories.length === 0 ? found : found.filter((kind) => categories.includes(kind.category));
  }
  return categories.length === 0 ? shelves.all : gathered(categories, shelves.byCategory);
}

function ofEffect(kinds: readonly Kind[], effect: Promotion['effect']): readonly Kind[] {
  if (effect.kind !== 'bundle') return kinds;
  return kinds.filter((kind) => effect.parts.some(({ productId }) => productId === kind.productId));
}

function gathered(names: readonly string[], shelf: ReadonlyMap<string, readonly Kind[]>): readonly Kind[] {
  const found = new Set<Kind>();
  for (const name of names) for (const kind of shelf.get(name) ?? []) found.add(kind);
  return inOrder([...found]);
}

/** In the order of kinds, which does not depend on the rule's. */
function inOrder(kinds: Kind[]): Kind[] {
  return kinds.length > 1 ? kinds.sort((a, b) => a.rank - b.rank) : kinds;
}
