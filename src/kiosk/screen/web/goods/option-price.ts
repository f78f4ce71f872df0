/** What a recipe costs at the options chosen on the screen; the machine computes it again when it is added. */
import type { RecipeOption } from '../../../../domain/product.ts';
import type { ViewSelection } from '../../view.ts';

export type OptionValues = Readonly<Record<string, number>>;

/** Every option at its default. */
export function defaultOptions(options: readonly RecipeOption[]): OptionValues {
  return Object.fromEntries(options.map((option) => [option.optionId, option.default]));
}

/** What a value adds to the price. */
export function surchargeOf(option: RecipeOption, value: number): number {
  return Math.round((value - option.min) / option.step) * option.surchargeMinorPerStep;
}

/** The view's price holds at the defaults; each option adds or takes its difference to them. */
export function priceAt(selection: ViewSelection, values: OptionValues): number {
  return selection.options.reduce(
    (sum, option) =>
      sum +
      surchargeOf(option, values[option.optionId] ?? option.default) -
      surchargeOf(option, option.default),
    selection.priceMinor,
  );
}

/** The values an option can take, lowest first. */
export function valuesOf(option: RecipeOption): number[] {
  const count = Math.floor((option.max - option.min) / option.step) + 1;
  return Array.from({ length: count }, (_, i) => option.min + i * option.step);
}
