/** What the demo machine sells by touch: a vending shelf of sixteen slots, the coffee machine and one door. */
import type { Product, Selection } from '../../domain/product.ts';
import { coffeeDrinks } from './coffee.ts';

/** Rows A to D from the top, columns 1 to 4 from the left. */
const shelf: Readonly<Record<string, string>> = {
  A1: 'potato-chips',
  A2: 'shrimp-chips',
  A3: 'popcorn',
  A4: 'peanuts',
  B1: 'chocolate-bar',
  B2: 'gummy-bears',
  B3: 'wafers',
  B4: 'beef-jerky',
  C1: 'cola',
  C2: 'lemon-soda',
  C3: 'green-tea',
  C4: 'mineral-water',
  D1: 'orange-juice',
  D2: 'sports-drink',
  D3: 'coconut-water',
  D4: 'iced-coffee',
};

/** The name of the door in the machine profile, and what lies behind it. */
export const cabinetDoor = 'cabinet';
export const cabinetGoods: Product = {
  productId: 'fruit-box',
  name: { zh: '鲜果礼盒', en: 'Fruit gift box' },
  category: 'fresh',
  gtins: [],
  soldBy: 'piece',
  priceMinor: 5800,
  picture: 'fruit-box',
  options: [],
};

/** The slots of the vending shelf, in their order. */
export const shelfSlots: readonly string[] = Object.keys(shelf);

/** What the vending machine beside it asks for by itself, in minor units; 33 is not in the planogram. */
export const vendingPrices: Readonly<Record<string, number>> = { 31: 400, 32: 550, 33: 300 };
const vending: Readonly<Record<string, string>> = { 31: 'cola', 32: 'green-tea' };

export const demoSelections: readonly Selection[] = [
  ...Object.entries(shelf).map(([slot, productId]) => ({
    selectionId: slot,
    productId,
    target: { how: 'slot' as const, slot },
  })),
  ...Object.entries(vending).map(([slot, productId]) => ({
    selectionId: slot,
    productId,
    target: { how: 'slot' as const, slot },
  })),
  ...coffeeDrinks.map(({ productId }) => ({
    selectionId: productId,
    productId,
    target: { how: 'recipe' as const, recipe: productId },
  })),
  {
    selectionId: cabinetDoor,
    productId: cabinetGoods.productId,
    target: { how: 'door', door: cabinetDoor },
  },
];
