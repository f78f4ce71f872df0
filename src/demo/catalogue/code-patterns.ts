/** How the demo shop's own labels and its suppliers' codes are built, in the order in which they are tried. */
import type { CodePattern } from '../../domain/code-pattern.ts';

export const demoPatterns: readonly CodePattern[] = [
  {
    patternId: 'scale-weight',
    description: 'Scale label: 22, article of five digits, weight in grams',
    form: { form: 'nomenclature', pattern: '22.....{NNDDD}.', value: 'weight' },
  },
  {
    patternId: 'deli-price',
    description: 'Deli label: 23, article of five digits, price',
    form: { form: 'nomenclature', pattern: '23.....{NNNDD}.', value: 'price' },
  },
  {
    patternId: 'scale-weight-price',
    description: 'Long scale label: 28, article, grams and price of five digits each',
    form: {
      form: 'expression',
      expression: '28(?<article>\\d{5})(?<weightGrams>\\d{5})(?<priceMinor>\\d{5})\\d',
    },
  },
  {
    patternId: 'vendor-name-price-life',
    description: 'Supplier: name, price, production date and days it keeps',
    form: {
      form: 'expression',
      expression:
        '(?<name>[^,]{1,40}),(?<price>\\d{1,4}\\.\\d{2}),(?<producedOn>\\d{8})\\+(?<shelfLifeDays>\\d{1,3})',
    },
  },
  {
    patternId: 'vendor-name-life-price',
    description: 'Supplier: name, production date and days it keeps, price',
    form: {
      form: 'expression',
      expression:
        '(?<name>[^,]{1,40}),(?<producedOn>\\d{8})\\+(?<shelfLifeDays>\\d{1,3}),(?<price>\\d{1,4}\\.\\d{2})',
    },
  },
];
