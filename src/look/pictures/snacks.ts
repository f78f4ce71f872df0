/** Snacks in bags, bars, boxes and cups. */
import { drawBox } from './carton.ts';
import { drawBar, drawPouch, drawTub } from './pouch.ts';
import type { Drawing } from './sheet.ts';

export const snacks = {
  'potato-chips': {
    tint: '#fbe9c2',
    draw: (s) =>
      drawPouch(s, { ground: '#e8b021', band: '#c2331d', emblem: 'chip', a: '#f0b93a', b: '#b97a12' }),
  },
  'prawn-crackers': {
    tint: '#fadfd6',
    draw: (s) =>
      drawPouch(s, { ground: '#d9573b', band: '#f6d8a8', emblem: 'prawn', a: '#ee7f56', b: '#ffd9c4' }),
  },
  'seaweed-snack': {
    tint: '#dcebdd',
    draw: (s) =>
      drawPouch(s, { ground: '#1e5a3c', band: '#0f3a26', emblem: 'waves', a: '#1e5a3c', b: '#69a882' }),
  },
  'mixed-nuts': {
    tint: '#f0e1cd',
    draw: (s) =>
      drawPouch(s, { ground: '#7d4a24', band: '#d9a655', emblem: 'nut', a: '#d29a50', b: '#8e5b26' }),
  },
  'sunflower-seeds': {
    tint: '#faeec8',
    draw: (s) =>
      drawPouch(s, { ground: '#f1c437', band: '#2f6b3a', emblem: 'seeds', a: '#3c332b', b: '#cfc4b4' }),
  },
  popcorn: {
    tint: '#fbe3de',
    draw: (s) =>
      drawPouch(s, { ground: '#c8332b', band: '#fff3df', emblem: 'kernel', a: '#fbe3a3', b: '#e9b94c' }),
  },
  'gummy-sweets': {
    tint: '#f6dbe8',
    draw: (s) => drawPouch(s, { ground: '#c93d7d', band: '#ffd24a', emblem: 'heart', a: '#d8443b' }),
  },
  'rice-crackers': {
    tint: '#e2ecf4',
    draw: (s) => drawPouch(s, { ground: '#3a78ad', band: '#f3f7fa', emblem: 'sun', a: '#e08a2c' }),
  },
  'chocolate-bar': {
    tint: '#ecdccf',
    draw: (s) =>
      drawBar(s, { ground: '#8c2233', band: '#d9b26a', emblem: 'star', a: '#f4dfae', inside: '#4e2714' }),
  },
  'cereal-bar': {
    tint: '#e8efd3',
    draw: (s) =>
      drawBar(s, { ground: '#6f9a2f', band: '#f6e3ae', emblem: 'sprig', a: '#fdf6dc', inside: '#c98f45' }),
  },
  biscuits: {
    tint: '#dfe6f4',
    draw: (s) =>
      drawBox(s, {
        width: 96,
        height: 118,
        ground: '#2f56a0',
        band: '#f3d58f',
        emblem: 'flower',
        a: '#f3d58f',
        b: '#c98b35',
      }),
  },
  'chewing-gum': {
    tint: '#d8f0ee',
    draw: (s) =>
      drawBox(s, {
        width: 74,
        height: 92,
        ground: '#14968c',
        band: '#e9fbf7',
        emblem: 'sprig',
        a: '#eafff6',
      }),
  },
  'instant-noodles': {
    tint: '#fbe0cf',
    draw: (s) =>
      drawTub(s, {
        tall: true,
        ground: '#fdf6ea',
        band: '#c8331c',
        lid: '#c8331c',
        emblem: 'bowl',
        a: '#c8331c',
        b: '#e5a02a',
      }),
  },
  'rice-porridge': {
    tint: '#f3ead8',
    draw: (s) =>
      drawTub(s, {
        ground: '#f9f1df',
        band: '#a06a2c',
        lid: '#c99a55',
        emblem: 'bowl',
        a: '#8c4f22',
        b: '#d3a45e',
      }),
  },
} as const satisfies Record<string, Drawing>;
