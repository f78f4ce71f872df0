/**
 * The product pictures, all drawn by our own code: their names, and the SVG of each. A name that is not
 * here is drawn as a parcel, so that a catalogue with pictures of its own never breaks a screen.
 */
import { bakery } from './pictures/bakery.ts';
import { coffee } from './pictures/coffee.ts';
import { dairy } from './pictures/dairy.ts';
import { drinks } from './pictures/drinks.ts';
import { fruit } from './pictures/fruit.ts';
import { household } from './pictures/household.ts';
import { type Drawing, finishedPicture } from './pictures/sheet.ts';
import { snacks } from './pictures/snacks.ts';
import { vegetables } from './pictures/vegetables.ts';

/** Every picture's name, by kind of goods. */
export const pictureNames = [
  // Drinks
  'water-bottle',
  'sparkling-water',
  'cola-can',
  'lemon-soda-can',
  'orange-soda-can',
  'energy-drink-can',
  'iced-coffee-can',
  'orange-juice',
  'grape-juice',
  'green-tea',
  'iced-black-tea',
  'sports-drink',
  'lemon-tea-brick',
  'apple-juice-brick',
  'soy-milk',
  'coconut-water',
  // Coffee
  'espresso',
  'americano',
  'cappuccino',
  'latte',
  'flat-white',
  'mocha',
  'macchiato',
  'iced-latte',
  'iced-americano',
  'hot-chocolate',
  'matcha-latte',
  'hot-tea',
  'coffee-to-go',
  // Snacks
  'potato-chips',
  'prawn-crackers',
  'seaweed-snack',
  'mixed-nuts',
  'sunflower-seeds',
  'popcorn',
  'gummy-sweets',
  'rice-crackers',
  'chocolate-bar',
  'cereal-bar',
  'biscuits',
  'chewing-gum',
  'instant-noodles',
  'rice-porridge',
  // Fruit
  'apple',
  'green-apple',
  'banana',
  'orange',
  'lemon',
  'pear',
  'grapes',
  'strawberry',
  'watermelon',
  'mango',
  'kiwi',
  'peach',
  'blueberries',
  'cherries',
  'pineapple',
  // Vegetables
  'tomato',
  'cucumber',
  'carrot',
  'broccoli',
  'potato',
  'onion',
  'bok-choy',
  'pepper',
  'eggplant',
  'mushrooms',
  'corn',
  'garlic',
  'pumpkin',
  // Dairy
  'milk-carton',
  'chocolate-milk',
  'yogurt',
  'plain-yogurt',
  'drinking-yogurt',
  'cheese',
  'butter',
  'eggs',
  'ice-cream',
  // Bakery
  'toast-loaf',
  'baguette',
  'croissant',
  'steamed-bun',
  'donut',
  'egg-tart',
  'cake-slice',
  'sandwich',
  'rice-ball',
  'muffin',
  'cookie',
  // Household
  'tissues',
  'toilet-roll',
  'wet-wipes',
  'toothpaste',
  'toothbrush',
  'shampoo',
  'dish-soap',
  'soap',
  'batteries',
  'umbrella',
  'charging-cable',
  'face-mask',
  'light-bulb',
  'hand-cream',
  'parcel',
] as const;

export type PictureName = (typeof pictureNames)[number];

const drawings: Readonly<Record<PictureName, Drawing>> = {
  ...drinks,
  ...coffee,
  ...snacks,
  ...fruit,
  ...vegetables,
  ...dairy,
  ...bakery,
  ...household,
};

/** Whether there is a drawing of this name. */
export function isPictureName(name: string): name is PictureName {
  return Object.hasOwn(drawings, name);
}

/** The picture as one SVG document; the parcel when there is no drawing of this name. */
export function pictureSvg(name: string): string {
  const known = isPictureName(name) ? name : 'parcel';
  return finishedPicture(known, drawings[known]);
}
