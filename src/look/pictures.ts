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
import { meals } from './pictures/meals.ts';
import { type Drawing, finishedPicture } from './pictures/sheet.ts';
import { snacks } from './pictures/snacks.ts';
import { vegetables } from './pictures/vegetables.ts';

/** Every picture's name, by kind of goods. */
export const pictureNames = [
  // Drinks
  'mineral-water',
  'sparkling-water',
  'cola',
  'lemon-soda',
  'orange-soda',
  'energy-drink',
  'iced-coffee',
  'orange-juice',
  'grape-juice',
  'green-tea',
  'jasmine-tea',
  'oolong-tea',
  'black-tea',
  'sports-drink',
  'lemon-tea',
  'apple-juice',
  'soy-milk',
  'coconut-water',
  'mineral-water-case',
  'tasting-cup',
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
  'hot-water',
  'coffee-to-go',
  // Snacks
  'potato-chips',
  'shrimp-chips',
  'seaweed',
  'peanuts',
  'cashews',
  'beef-jerky',
  'wafers',
  'sunflower-seeds',
  'popcorn',
  'gummy-bears',
  'rice-crackers',
  'chocolate-bar',
  'dark-chocolate',
  'lollipop',
  'cereal-bar',
  'biscuits',
  'chewing-gum',
  'instant-noodles',
  'rice-porridge',
  // Fruit
  'apples',
  'green-apple',
  'bananas',
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
  'tomatoes',
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
  'milk',
  'chocolate-milk',
  'strawberry-yogurt',
  'yogurt',
  'drinking-yogurt',
  'cheese',
  'cheese-sticks',
  'butter',
  'eggs',
  'ice-cream',
  // Bakery
  'bread',
  'baguette',
  'croissant',
  'steamed-buns',
  'donut',
  'egg-tart',
  'cake',
  'sandwich',
  'rice-ball',
  'muffin',
  'cookies',
  // Meals
  'salad',
  'sausage',
  'tea-egg',
  'cooked-beef',
  'dumplings',
  'fruit-box',
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
  ...meals,
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
