/**
 * Puts one more item on the list. The same goods once more raise the quantity of their line; goods that are
 * a piece of their own — weighed, priced by their code, with a serial number — and goods that differ in
 * anything a person or a delivery could tell apart get a line of their own.
 */
import { type Delivery, type Item, linesMax, quantityMax } from './basket.ts';
import { Fault } from './fault.ts';

/** The list with the item on it; the list given stays as it was. Throws `BASKET_FULL`. */
export function mergeItem(items: readonly Item[], item: Item): Item[] {
  const at = items.findIndex((line) => isSame(line, item));
  if (at === -1) {
    if (items.length >= linesMax) throw full('lines');
    return [...items, item];
  }
  return items.map((line, i) => {
    if (i !== at) return line;
    const quantity = line.quantity + item.quantity;
    if (quantity > quantityMax) throw full('pieces');
    return { ...line, quantity };
  });
}

function isSame(line: Item, item: Item): boolean {
  return (
    isInterchangeable(line) &&
    isInterchangeable(item) &&
    line.productId === item.productId &&
    line.unitPriceMinor === item.unitPriceMinor &&
    line.memberPriceMinor === item.memberPriceMinor &&
    line.lot === item.lot &&
    line.producedOn === item.producedOn &&
    line.expiresOn === item.expiresOn &&
    line.dateUnchecked === item.dateUnchecked &&
    line.promotionId === item.promotionId &&
    sameDelivery(line.delivery, item.delivery)
  );
}

function isInterchangeable(item: Item): boolean {
  return item.weightGrams === undefined && item.codePriceMinor === undefined && item.serial === undefined;
}

function sameDelivery(a: Delivery, b: Delivery): boolean {
  if (a.how === 'slot') return b.how === 'slot' && a.slot === b.slot;
  if (a.how === 'door') return b.how === 'door' && a.door === b.door;
  if (a.how === 'none') return b.how === 'none';
  if (a.how === 'vend') return b.how === 'vend' && a.vendId === b.vendId;
  if (b.how !== 'recipe' || a.recipe !== b.recipe) return false;
  const names = Object.keys(a.options);
  return (
    names.length === Object.keys(b.options).length &&
    names.every((name) => a.options[name] === b.options[name])
  );
}

function full(limit: string): Fault {
  return new Fault('BASKET_FULL', 'put one more item on the list', { facts: { limit } });
}
