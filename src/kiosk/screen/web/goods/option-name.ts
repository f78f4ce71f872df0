/** What a shopper reads for the value of a recipe option. */
import type { RecipeOption } from '../../../../domain/product.ts';
import type { Words } from '../screen-context.ts';

export function optionValueName(option: RecipeOption, value: number, say: Words['say']): string {
  const name = option.stepNames?.[Math.round((value - option.min) / option.step)];
  if (name) return say(name);
  return option.unit ? `${value} ${option.unit}` : String(value);
}
