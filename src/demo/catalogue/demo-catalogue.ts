/** Everything the demo shop sells and how, as it is put into the cloud when a demo begins. */
import { defaultCodeFormats, storedValueFormat } from '../../domain/payment-code.ts';
import type { CatalogueInput } from '../../wire/rest.ts';
import { demoPatterns } from './code-patterns.ts';
import { coffeeDrinks } from './coffee.ts';
import { freshGoods } from './fresh-goods.ts';
import { packagedGoods } from './packaged-goods.ts';
import { demoPromotions } from './promotions.ts';
import { cabinetGoods, demoSelections } from './selections.ts';

/** Only platforms that the demo's gateway has an account with: what cannot be paid with is not offered. */
const takenPlatforms = ['alipay', 'wechat', 'unionpay'];
const takenFormats = defaultCodeFormats.filter(({ platform }) => takenPlatforms.includes(platform));

/** The catalogue for a merchant whose only machine is `kioskId`. */
export function demoCatalogue(kioskId: string): CatalogueInput {
  return {
    ifEmpty: true,
    products: [...packagedGoods, ...freshGoods, cabinetGoods, ...coffeeDrinks],
    promotions: [...demoPromotions],
    patterns: [...demoPatterns],
    codeFormats: [...takenFormats, storedValueFormat],
    kiosks: [{ id: kioskId, selections: [...demoSelections] }],
  };
}
