/** What the coffee machine makes. */
import { drawGlass, drawPaperCup, drawPorcelain } from './cup.ts';
import { motif } from './motif.ts';
import type { Drawing } from './sheet.ts';

export const coffee = {
  espresso: {
    tint: '#efdfcd',
    draw: (s) => drawPorcelain(s, { drink: '#6b3513', topping: 'crema', size: 'small' }),
  },
  americano: {
    tint: '#e9ddd2',
    draw: (s) => drawPorcelain(s, { drink: '#3a1d0f', topping: 'plain', size: 'large' }),
  },
  cappuccino: {
    tint: '#f4e4cf',
    draw: (s) => drawPorcelain(s, { drink: '#a8683a', topping: 'cocoa', size: 'large', cup: '#f3f7f5' }),
  },
  latte: {
    tint: '#f3e2d0',
    draw: (s) => drawPorcelain(s, { drink: '#b87a48', topping: 'heart', size: 'large' }),
  },
  'flat-white': {
    tint: '#e6e7e2',
    draw: (s) => drawPorcelain(s, { drink: '#a5683a', topping: 'rosetta', size: 'large', cup: '#4b6a66' }),
  },
  mocha: {
    tint: '#eddcd0',
    draw: (s) =>
      drawGlass(s, {
        layers: [
          [0.2, '#fdf3e4'],
          [0.38, '#8a5230'],
          [0.42, '#40200f'],
        ],
        garnish: motif('bean', 92, 58, 12, '#40200f', '#8a5230'),
      }),
  },
  macchiato: {
    tint: '#f6e6cf',
    draw: (s) =>
      drawGlass(s, {
        layers: [
          [0.2, '#fffaf1'],
          [0.24, '#8b4f24'],
          [0.56, '#f0dcc0'],
        ],
      }),
  },
  'iced-latte': {
    tint: '#e6e9ea',
    draw: (s) =>
      drawGlass(s, {
        layers: [
          [0.3, '#8a5530'],
          [0.3, '#c89b6d'],
          [0.4, '#f4e5cf'],
        ],
        ice: true,
        straw: '#0b5744',
        lid: true,
      }),
  },
  'iced-americano': {
    tint: '#dfe6ea',
    draw: (s) =>
      drawGlass(s, {
        layers: [
          [0.2, '#7a4526'],
          [0.8, '#2e160b'],
        ],
        ice: true,
        straw: '#b3201c',
        lid: true,
      }),
  },
  'hot-chocolate': {
    tint: '#f0d9cf',
    draw: (s) =>
      drawPorcelain(s, { drink: '#4d2412', topping: 'foam', size: 'large', cup: '#b5472f', milk: '#f8e6da' }),
  },
  'matcha-latte': {
    tint: '#e6efd6',
    draw: (s) =>
      drawPorcelain(s, {
        drink: '#8aa83c',
        topping: 'rosetta',
        size: 'large',
        cup: '#fbf8f0',
        milk: '#eef3d2',
      }),
  },
  'hot-tea': {
    tint: '#f7e6cd',
    draw: (s) => drawPorcelain(s, { drink: '#c5702a', topping: 'plain', size: 'large', cup: '#eef4f3' }),
  },
  'hot-water': {
    tint: '#deebf0',
    draw: (s) => drawPorcelain(s, { drink: '#c9e4ee', topping: 'plain', size: 'large', cup: '#f4f8f9' }),
  },
  'coffee-to-go': {
    tint: '#e8e0d4',
    draw: (s) => drawPaperCup(s, '#fbf6ee', '#8a5a35', motif('bean', 100, 120, 32, '#fbf0dd', '#8a5a35')),
  },
} as const satisfies Record<string, Drawing>;
