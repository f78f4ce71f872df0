/** Snacks in bags, bars, boxes and cups. */
import { drawBox } from './carton.ts';
import { drawBar, drawPouch, drawTub } from './pouch.ts';
import { ballShade, type Drawing, groundShadow, type Sheet } from './sheet.ts';

function lollipop(sheet: Sheet): string {
  const swirl = [0, 60, 120, 180, 240, 300]
    .map(
      (turn) =>
        `<path d="M0 0C10 -22 34 -26 46 -14A48 48 0 0 0 24 -42C4 -44 -6 -20 0 0Z" fill="#fff" opacity="0.85" transform="rotate(${turn})"/>`,
    )
    .join('');
  return (
    groundShadow(100, 178, 16) +
    `<rect x="96" y="112" width="8" height="66" rx="4" fill="${sheet.horizontal([0, '#ffffff'], [1, '#d7d0c6'])}"/>` +
    `<circle cx="100" cy="76" r="50" fill="${ballShade(sheet, '#e0457b')}"/><g transform="translate(100 76)">${swirl}</g><ellipse cx="80" cy="52" rx="8" ry="14" fill="#fff" opacity="0.4" transform="rotate(36 80 52)"/>` +
    `<path d="M100 122L78 112V136L100 126L122 136V112Z" fill="#3aa6b9"/><circle cx="100" cy="124" r="6" fill="#21798a"/>`
  );
}

export const snacks = {
  'potato-chips': {
    tint: '#fbe9c2',
    draw: (s) =>
      drawPouch(s, { ground: '#e8b021', band: '#c2331d', emblem: 'chip', a: '#f0b93a', b: '#b97a12' }),
  },
  'shrimp-chips': {
    tint: '#fadfd6',
    draw: (s) =>
      drawPouch(s, { ground: '#d9573b', band: '#f6d8a8', emblem: 'prawn', a: '#ee7f56', b: '#ffd9c4' }),
  },
  seaweed: {
    tint: '#dcebdd',
    draw: (s) =>
      drawPouch(s, { ground: '#1e5a3c', band: '#0f3a26', emblem: 'waves', a: '#1e5a3c', b: '#69a882' }),
  },
  peanuts: {
    tint: '#f0e1cd',
    draw: (s) =>
      drawPouch(s, { ground: '#7d4a24', band: '#d9a655', emblem: 'nut', a: '#d29a50', b: '#8e5b26' }),
  },
  cashews: {
    tint: '#e4efe4',
    draw: (s) =>
      drawPouch(s, { ground: '#3f7d5a', band: '#f1dfb4', emblem: 'cashew', a: '#ecc98a', b: '#b98a44' }),
  },
  'beef-jerky': {
    tint: '#f2dcd6',
    draw: (s) =>
      drawPouch(s, { ground: '#3a1f1c', band: '#b3312a', emblem: 'steak', a: '#a83a34', b: '#f3c9bd' }),
  },
  wafers: {
    tint: '#f5e6d2',
    draw: (s) =>
      drawPouch(s, { ground: '#f3dcae', band: '#a5622d', emblem: 'wafer', a: '#d79a4e', b: '#a5622d' }),
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
  'gummy-bears': {
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
  'dark-chocolate': {
    tint: '#e2dcdf',
    draw: (s) =>
      drawBar(s, {
        ground: '#2a2430',
        band: '#c9a25a',
        emblem: 'bean',
        a: '#e3c484',
        b: '#2a2430',
        inside: '#2e160c',
      }),
  },
  lollipop: { tint: '#fbe0ea', draw: lollipop },
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
