/** Drinks in bottles, cans and bricks. */
import { drawBottle, drawCan } from './bottle.ts';
import { drawBrick } from './carton.ts';
import { motif } from './motif.ts';
import { type Drawing, groundShadow, roundShade, type Sheet, turned } from './sheet.ts';

/** Six bottles in a wrap with a handle. */
function waterCase(sheet: Sheet): string {
  const glass = sheet.horizontal([0, '#7fb9dc'], [0.3, '#e8f6fd'], [1, '#5f9fc8']);
  const bottle = (x: number, y: number) =>
    `<path d="M${x - 6} ${y}H${x + 6}V${y + 8}C${x + 20} ${y + 16} ${x + 21} ${y + 24} ${x + 21} ${y + 32}V${y + 98}H${x - 21}V${y + 32}C${x - 21} ${y + 24} ${x - 20} ${y + 16} ${x - 6} ${y + 8}Z" fill="${glass}"/><rect x="${x - 8}" y="${y - 8}" width="16" height="11" rx="3" fill="#2a7fb8"/>`;
  const back = [76, 118, 160].map((x) => bottle(x - 6, 52)).join('');
  const front = [50, 92, 134].map((x) => bottle(x, 72)).join('');
  return (
    groundShadow(102, 170, 78) +
    back +
    front +
    `<path d="M28 112H156L178 98V150L156 170H28Z" fill="#2a7fb8" opacity="0.9"/><path d="M156 112L178 98V150L156 170Z" fill="#1c5c88" opacity="0.85"/>` +
    motif('peak', 92, 142, 48, '#ffffff', '#2a7fb8') +
    `<path d="M70 76C76 46 124 42 134 70" fill="none" stroke="#ffffff" stroke-width="8" stroke-linecap="round"/>`
  );
}

/** A small paper cup to try. */
function tastingCup(sheet: Sheet): string {
  const outline = turned([
    [84, 40],
    [168, 29],
  ]);
  return (
    groundShadow(100, 169, 40) +
    `<path d="${outline}" fill="${roundShade(sheet, '#fdf8f0')}"/>` +
    sheet.clipped(
      `<path d="${outline}"/>`,
      `<path d="M40 118C70 104 130 136 160 116V136C130 156 70 124 40 140Z" fill="#e58a3c"/>`,
    ) +
    `<ellipse cx="100" cy="84" rx="42" ry="10" fill="#fffdf9"/><ellipse cx="100" cy="85" rx="36" ry="7" fill="#d9762a"/><ellipse cx="92" cy="84" rx="16" ry="2.5" fill="#f3a45f"/>` +
    motif('sparkle', 150, 58, 34, '#e5a02a', '#f2c56a')
  );
}

export const drinks = {
  'mineral-water': {
    tint: '#d9ecf7',
    draw: (s) =>
      drawBottle(s, {
        shape: 'water',
        liquid: '#9fd3ee',
        clear: true,
        cap: '#2a7fb8',
        label: { ground: '#e9f6fd', band: '#2a7fb8', emblem: 'peak', a: '#2a7fb8', b: '#ffffff' },
        labelAt: [92, 40],
      }),
  },
  'sparkling-water': {
    tint: '#dcefe6',
    draw: (s) =>
      drawBottle(s, {
        shape: 'tea',
        liquid: '#8fd0b4',
        clear: true,
        cap: '#1f7a5a',
        label: { ground: '#f4fbf7', band: '#1f7a5a', emblem: 'bubbles', a: '#1f7a5a', b: '#7cc4a5' },
      }),
  },
  cola: {
    tint: '#f8dcd6',
    draw: (s) =>
      drawCan(s, { ground: '#b3201c', band: '#fff4ea', emblem: 'bubbles', a: '#fff4ea', b: '#ffc9b5' }),
  },
  'lemon-soda': {
    tint: '#faf0c4',
    draw: (s) =>
      drawCan(s, { ground: '#f2c521', band: '#ffffff', emblem: 'slice', a: '#ffffff', b: '#f8dc6c' }),
  },
  'orange-soda': {
    tint: '#fde3c8',
    draw: (s) =>
      drawCan(s, { ground: '#ee7b17', band: '#2c7a3d', emblem: 'slice', a: '#fff3e0', b: '#f9a94e' }),
  },
  'energy-drink': {
    tint: '#dfe2ec',
    draw: (s) => drawCan(s, { slim: true, ground: '#232a45', band: '#f1b424', emblem: 'bolt', a: '#f1b424' }),
  },
  'iced-coffee': {
    tint: '#ecdfd0',
    draw: (s) =>
      drawCan(s, {
        slim: true,
        ground: '#5b3520',
        band: '#ead2ae',
        emblem: 'bean',
        a: '#ead2ae',
        b: '#5b3520',
      }),
  },
  'orange-juice': {
    tint: '#fde6c5',
    draw: (s) =>
      drawBottle(s, {
        shape: 'juice',
        liquid: '#f59a1f',
        cap: '#2f8a46',
        label: { ground: '#fffaf0', band: '#2f8a46', emblem: 'slice', a: '#f08a12', b: '#ffd08a' },
      }),
  },
  'grape-juice': {
    tint: '#e8dcf0',
    draw: (s) =>
      drawBottle(s, {
        shape: 'juice',
        liquid: '#6b2f83',
        cap: '#3d1a4d',
        label: { ground: '#f8f2fb', band: '#6b2f83', emblem: 'bubbles', a: '#6b2f83', b: '#a974c0' },
      }),
  },
  'green-tea': {
    tint: '#e4efd2',
    draw: (s) =>
      drawBottle(s, {
        shape: 'tea',
        liquid: '#c3cf6a',
        cap: '#ffffff',
        label: { ground: '#4f8a3a', band: '#e9f2c9', emblem: 'sprig', a: '#f2f8dd' },
      }),
  },
  'jasmine-tea': {
    tint: '#f0f1da',
    draw: (s) =>
      drawBottle(s, {
        shape: 'tea',
        liquid: '#e3d489',
        cap: '#e7efe3',
        label: { ground: '#fdfdf5', band: '#5c8a56', emblem: 'flower', a: '#8fb58a', b: '#f0c64a' },
      }),
  },
  'oolong-tea': {
    tint: '#eadfd2',
    draw: (s) =>
      drawBottle(s, {
        shape: 'tea',
        liquid: '#96551f',
        cap: '#33261c',
        label: { ground: '#33261c', band: '#c9a25a', emblem: 'sprig', a: '#d9b872' },
      }),
  },
  'black-tea': {
    tint: '#f5e0cd',
    draw: (s) =>
      drawBottle(s, {
        shape: 'tea',
        liquid: '#b8602a',
        cap: '#d8412f',
        label: { ground: '#d8412f', band: '#ffe9b0', emblem: 'leaf', a: '#ffe9b0', b: '#d8412f' },
      }),
  },
  'sports-drink': {
    tint: '#d6e6f7',
    draw: (s) =>
      drawBottle(s, {
        shape: 'sport',
        liquid: '#3b8fe0',
        cap: '#f26a1b',
        label: { ground: '#123d78', band: '#f26a1b', emblem: 'bolt', a: '#ffffff' },
        labelAt: [80, 34],
      }),
  },
  'lemon-tea': {
    tint: '#f9efc6',
    draw: (s) =>
      drawBrick(s, { ground: '#f6d43c', band: '#b65b1c', emblem: 'slice', a: '#ffffff', b: '#fbe68e' }),
  },
  'apple-juice': {
    tint: '#e6f1cf',
    draw: (s) =>
      drawBrick(s, { ground: '#a6cf4c', band: '#3f8f3a', emblem: 'apple', a: '#d5342b', b: '#2c6b2a' }),
  },
  'soy-milk': {
    tint: '#f4ead3',
    draw: (s) =>
      drawBrick(s, { ground: '#f7ecd0', band: '#8bb14b', emblem: 'soy', a: '#f0d48a', b: '#6f9a37' }),
  },
  'coconut-water': {
    tint: '#dcf0ea',
    draw: (s) =>
      drawBrick(s, { ground: '#e9f8f2', band: '#1f9e86', emblem: 'coconut', a: '#7a4a24', b: '#ffffff' }),
  },
  'mineral-water-case': {
    tint: '#d6e9f5',
    draw: waterCase,
  },
  'tasting-cup': {
    tint: '#fbe9da',
    draw: tastingCup,
  },
} as const satisfies Record<string, Drawing>;
