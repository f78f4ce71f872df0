/** Drinks in bottles, cans and bricks. */
import { drawBottle, drawCan } from './bottle.ts';
import { drawBrick } from './carton.ts';
import type { Drawing } from './sheet.ts';

export const drinks = {
  'water-bottle': {
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
  'cola-can': {
    tint: '#f8dcd6',
    draw: (s) =>
      drawCan(s, { ground: '#b3201c', band: '#fff4ea', emblem: 'bubbles', a: '#fff4ea', b: '#ffc9b5' }),
  },
  'lemon-soda-can': {
    tint: '#faf0c4',
    draw: (s) =>
      drawCan(s, { ground: '#f2c521', band: '#ffffff', emblem: 'slice', a: '#ffffff', b: '#f8dc6c' }),
  },
  'orange-soda-can': {
    tint: '#fde3c8',
    draw: (s) =>
      drawCan(s, { ground: '#ee7b17', band: '#2c7a3d', emblem: 'slice', a: '#fff3e0', b: '#f9a94e' }),
  },
  'energy-drink-can': {
    tint: '#dfe2ec',
    draw: (s) => drawCan(s, { slim: true, ground: '#232a45', band: '#f1b424', emblem: 'bolt', a: '#f1b424' }),
  },
  'iced-coffee-can': {
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
  'iced-black-tea': {
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
  'lemon-tea-brick': {
    tint: '#f9efc6',
    draw: (s) =>
      drawBrick(s, { ground: '#f6d43c', band: '#b65b1c', emblem: 'slice', a: '#ffffff', b: '#fbe68e' }),
  },
  'apple-juice-brick': {
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
} as const satisfies Record<string, Drawing>;
