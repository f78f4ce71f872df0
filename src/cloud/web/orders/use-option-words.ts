/** What a shopper chose of a recipe, in the catalogue's words; what it no longer knows is not shown. */
import type { PricedLine } from '../../../domain/basket.ts';
import type { RecipeOption } from '../../../domain/product.ts';
import type { Text } from '../../../domain/text.ts';
import { useRest } from '../rest/use-rest.ts';

export function useOptionWords(line: PricedLine): Text[] {
  const { delivery, category, productId } = line;
  const products = useRest('listProducts', {
    query: { category, limit: 200 },
    enabled: delivery.how === 'recipe' && Object.keys(delivery.options).length > 0,
  });
  if (delivery.how !== 'recipe') return [];
  const product = products.data?.items.find((item) => item.productId === productId);
  return (product?.options ?? []).flatMap((option) => {
    const value = delivery.options[option.optionId];
    return value === undefined ? [] : [optionText(option, value)];
  });
}

function optionText(option: RecipeOption, value: number): Text {
  const step = option.stepNames?.[Math.round((value - option.min) / option.step)];
  const chosen = step ?? { zh: `${value} ${option.unit}`.trim(), en: `${value} ${option.unit}`.trim() };
  return { zh: `${option.name.zh}：${chosen.zh}`, en: `${option.name.en}: ${chosen.en}` };
}
