/**
 * Makes the item that a reading or a touch on the screen puts on the list. An item with a weight or with a
 * price printed in its code is one piece. Whether it has expired is for the sale to ask; the item carries
 * the date.
 */
import { type Delivery, type Item, quantityMax } from './basket.ts';
import { Fault } from './fault.ts';
import { goodsDates } from './goods-dates.ts';
import type { GoodsIn } from './goods-in.ts';
import type { GoodsReading } from './goods-reading.ts';
import type { Product, RecipeOption, Selection } from './product.ts';
import { addDays } from './shelf-life.ts';
import type { SiteDay } from './shelf-life-policy.ts';

export interface ItemContext {
  readonly lineId: string;
  readonly day: SiteDay;
  /** What was recorded of the product's goods when they were taken in. */
  readonly goodsIn?: readonly GoodsIn[];
  /** The site's policy: whether goods past their best-before date are taken off too. */
  readonly bestBeforeBlocks?: boolean;
}

/**
 * The item of a code. Throws `ITEM_WEIGHT_MISSING` for goods by weight whose code says neither weight nor
 * price, `CODE_MALFORMED` for goods produced after tomorrow (such a label would never expire; where nobody
 * knows what day it is, every label may be one) and `BASKET_FULL` for too many pieces.
 */
export function itemFrom(reading: GoodsReading, product: Product, context: ItemContext): Item {
  const { producedOn, priceMinor, weightGrams } = reading;
  if (context.day.known && producedOn !== undefined && producedOn > addDays(context.day.todayIso, 1)) {
    throw new Fault('CODE_MALFORMED', 'take a production date in the future');
  }
  const weighed = product.soldBy === 'weight';
  if (weighed && weightGrams === undefined && priceMinor === undefined) {
    throw new Fault('ITEM_WEIGHT_MISSING', 'put goods by weight on the list', {
      facts: { productId: product.productId },
    });
  }
  const byLabel = weighed && weightGrams === undefined;
  const pieces = weighed || priceMinor !== undefined ? 1 : (reading.quantity ?? 1);
  if (pieces > quantityMax) throw new Fault('BASKET_FULL', 'take the pieces of a code');
  const dates = goodsDates(
    reading,
    context.goodsIn ?? [],
    product.shelfLifeDays,
    context.bestBeforeBlocks ?? false,
  );
  return {
    ...itemOf(product, context.lineId, { how: 'none' }),
    quantity: pieces,
    ...(byLabel && priceMinor !== undefined ? labelled(priceMinor) : pricedBy(product, 0)),
    ...(weighed && weightGrams !== undefined ? { weightGrams } : {}),
    ...(priceMinor === undefined ? {} : { codePriceMinor: priceMinor }),
    ...(reading.serial === undefined ? {} : { serial: reading.serial }),
    ...dates,
  };
}

/**
 * The item of a touch: one piece from a slot, a recipe or a door, every option within its range and on a
 * step, those not named at their default. Throws `OPTION_INVALID`.
 */
export function itemFromSelection(
  selection: Selection,
  product: Product,
  options: Readonly<Record<string, number>>,
  lineId: string,
  goodsIn: readonly GoodsIn[] = [],
): Item {
  if (selection.productId !== product.productId) {
    throw new Fault('INTERNAL_DEFECT', 'sell another product than was chosen');
  }
  if (product.soldBy === 'weight') {
    throw new Fault('ITEM_WEIGHT_MISSING', 'sell goods by weight from a machine');
  }
  const { target } = selection;
  const settings = target.how === 'recipe' ? product.options : [];
  const chosen = chosenOptions(settings, options);
  const delivery: Delivery = target.how === 'recipe' ? { ...target, options: chosen } : target;
  return {
    ...itemOf(product, lineId, delivery),
    ...pricedBy(product, surchargeMinorOf(settings, chosen)),
    // No code says which goods lie in a slot: only what is known of the article holds.
    ...goodsDates({}, goodsIn, product.shelfLifeDays, false),
  };
}

/** What one piece costs as a machine sells it when nobody changes an option, before any promotion. */
export function usualPriceMinor(product: Product): number {
  return pricedBy(product, surchargeMinorOf(product.options, chosenOptions(product.options, {})))
    .unitPriceMinor;
}

/** What every item of a product has. */
function itemOf(product: Product, lineId: string, delivery: Delivery): Omit<Item, 'unitPriceMinor'> {
  return {
    lineId,
    productId: product.productId,
    name: product.name,
    category: product.category,
    quantity: 1,
    picture: product.picture,
    delivery,
  };
}

/** The catalogue's prices; surcharges are the same for members. */
function pricedBy(
  product: Product,
  surchargeMinor: number,
): Pick<Item, 'unitPriceMinor' | 'memberPriceMinor'> {
  const { memberPriceMinor } = product;
  return {
    unitPriceMinor: product.priceMinor + surchargeMinor,
    ...(memberPriceMinor === undefined ? {} : { memberPriceMinor: memberPriceMinor + surchargeMinor }),
  };
}

/** Goods by weight of which only the price is known: prices per kilogram would mean nothing on this line. */
function labelled(priceMinor: number): Pick<Item, 'unitPriceMinor'> {
  return { unitPriceMinor: priceMinor };
}

function chosenOptions(
  settings: readonly RecipeOption[],
  options: Readonly<Record<string, number>>,
): Record<string, number> {
  const known = new Set(settings.map((option) => option.optionId));
  for (const optionId of Object.keys(options)) {
    if (!known.has(optionId)) throw invalid(optionId);
  }
  return Object.fromEntries(
    settings.map((option) => {
      const value = Object.hasOwn(options, option.optionId) ? options[option.optionId] : option.default;
      const steps = stepsOf(option, value ?? Number.NaN);
      if (!Number.isInteger(steps) || steps < 0 || (value ?? Number.NaN) > option.max) {
        throw invalid(option.optionId);
      }
      return [option.optionId, value ?? option.default];
    }),
  );
}

function surchargeMinorOf(
  settings: readonly RecipeOption[],
  chosen: Readonly<Record<string, number>>,
): number {
  return settings.reduce(
    (sum, option) =>
      sum + stepsOf(option, chosen[option.optionId] ?? option.min) * option.surchargeMinorPerStep,
    0,
  );
}

function stepsOf(option: RecipeOption, value: number): number {
  return (value - option.min) / option.step;
}

function invalid(optionId: string): Fault {
  return new Fault('OPTION_INVALID', 'take the options of a recipe', {
    facts: { optionId: optionId.slice(0, 32) },
  });
}
