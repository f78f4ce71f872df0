/** Cups and glasses of the coffee machine: porcelain, glass in layers, paper to go, iced. */
import { darken, lighten } from './colour.ts';
import { groundShadow, roundShade, type Sheet, turned } from './sheet.ts';

/** What swims on the drink in a porcelain cup. */
export type Topping = 'crema' | 'heart' | 'rosetta' | 'foam' | 'cocoa' | 'plain';

const steam = (x: number, y: number) =>
  `<path d="M${x} ${y}c-7 -9 7 -14 0 -24M${x + 18} ${y - 3}c-7 -9 7 -14 0 -24M${x + 36} ${y}c-7 -9 7 -14 0 -24" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" opacity="0.85"/>`;

function toppingMarks(topping: Topping, cy: number, milk: string): string {
  switch (topping) {
    case 'crema':
      return `<ellipse cx="92" cy="${cy - 1}" rx="22" ry="4.5" fill="#d59a55" opacity="0.75"/><circle cx="112" cy="${cy + 2}" r="2" fill="#e7b87a"/>`;
    case 'heart':
      return `<path d="M100 ${cy + 8}C78 ${cy} 80 ${cy - 8} 91 ${cy - 7}C97 ${cy - 7} 100 ${cy - 4} 100 ${cy - 3}C100 ${cy - 4} 103 ${cy - 7} 109 ${cy - 7}C120 ${cy - 8} 122 ${cy} 100 ${cy + 8}Z" fill="${milk}"/>`;
    case 'rosetta':
      return [0, 1, 2, 3]
        .map(
          (i) =>
            `<path d="M${80 + i * 3} ${cy - 6 + i * 3.6}Q100 ${cy + 4 + i * 2.4} ${120 - i * 3} ${cy - 6 + i * 3.6}" fill="none" stroke="${milk}" stroke-width="3.2" stroke-linecap="round"/>`,
        )
        .join('');
    case 'foam':
      return `<ellipse cx="100" cy="${cy}" rx="32" ry="7" fill="${milk}"/><ellipse cx="96" cy="${cy - 1}" rx="16" ry="3" fill="#fff"/>`;
    case 'cocoa':
      return (
        `<ellipse cx="100" cy="${cy}" rx="33" ry="7.5" fill="${milk}"/>` +
        [
          [88, 0],
          [96, -3],
          [104, 2],
          [112, -1],
          [100, 4],
          [92, 4],
          [108, -4],
        ]
          .map(([x, dy]) => `<circle cx="${x}" cy="${cy + (dy ?? 0)}" r="1.8" fill="#5a2f18"/>`)
          .join('')
      );
    case 'plain':
      return `<path d="M72 ${cy - 2}Q92 ${cy - 8} 116 ${cy - 5}" stroke="#fff" stroke-width="3" opacity="0.4" fill="none" stroke-linecap="round"/>`;
  }
}

export interface Porcelain {
  readonly drink: string;
  readonly topping: Topping;
  readonly size: 'small' | 'large';
  readonly cup?: string;
  readonly milk?: string;
}

/** A porcelain cup on its saucer. */
export function drawPorcelain(
  sheet: Sheet,
  { drink, topping, size, cup = '#fdfbf7', milk = '#fbeedd' }: Porcelain,
): string {
  const top = size === 'small' ? 98 : 84;
  const half = size === 'small' ? 38 : 48;
  const left = 100 - half;
  const right = 100 + half;
  const outline = `M${left} ${top}C${left} ${top + 42} ${left + 12} 158 ${left + 26} 158H${right - 26}C${right - 12} 158 ${right} ${top + 42} ${right} ${top}Z`;
  const handleX = 100 + half - 4;
  return (
    groundShadow(100, 172, 72) +
    `<ellipse cx="100" cy="163" rx="70" ry="11" fill="${darken(cup, 0.16)}"/><ellipse cx="100" cy="160" rx="70" ry="11" fill="${cup}"/><ellipse cx="100" cy="160" rx="42" ry="6" fill="${darken(cup, 0.1)}"/>` +
    `<path d="M${handleX} ${top + 12}C${handleX + 34} ${top + 6} ${handleX + 32} ${top + 48} ${handleX - 10} ${top + 46}" fill="none" stroke="${darken(cup, 0.1)}" stroke-width="10" stroke-linecap="round"/>` +
    `<path d="${outline}" fill="${sheet.horizontal([0, darken(cup, 0.14)], [0.25, lighten(cup, 0.6)], [0.6, cup], [1, darken(cup, 0.24)])}"/>` +
    `<ellipse cx="100" cy="${top}" rx="${half}" ry="${half * 0.25}" fill="${lighten(cup, 0.6)}"/>` +
    `<ellipse cx="100" cy="${top + 1.5}" rx="${half - 5}" ry="${half * 0.25 - 3}" fill="${sheet.horizontal([0, darken(drink, 0.2)], [0.5, drink], [1, darken(drink, 0.28)])}"/>` +
    toppingMarks(topping, top + 1, milk) +
    steam(82, top - 16)
  );
}

export interface Glass {
  /** From the top down: share of the height and colour. */
  readonly layers: readonly (readonly [share: number, colour: string])[];
  readonly ice?: boolean;
  readonly straw?: string;
  readonly garnish?: string;
  readonly lid?: boolean;
}

function iceCubes(): string {
  return [
    [82, 84, -12],
    [108, 78, 16],
    [96, 106, 8],
    [118, 104, -20],
  ]
    .map(
      ([x, y, turn]) =>
        `<rect x="${(x ?? 0) - 11}" y="${(y ?? 0) - 11}" width="22" height="22" rx="5" fill="#fff" opacity="0.42" stroke="#fff" stroke-width="2" stroke-opacity="0.7" transform="rotate(${turn} ${x} ${y})"/>`,
    )
    .join('');
}

/** A tall glass whose drink lies in layers; with ice, straw and lid it is the cold cup to go. */
export function drawGlass(sheet: Sheet, glass: Glass): string {
  const top = 52;
  const bottom = 172;
  const outline = turned([
    [top, 39],
    [bottom - 6, 28],
    [bottom, 24],
  ]);
  const fillTop = top + 12;
  const stops: [number, string][] = [];
  let at = 0;
  for (const [share, colour] of glass.layers) {
    stops.push([Math.min(1, at + 0.05), colour], [Math.min(1, at + share - 0.05), colour]);
    at += share;
  }
  const drink = `<rect x="50" y="${fillTop}" width="100" height="${bottom - fillTop}" fill="${sheet.vertical(...stops)}"/>`;
  const sides = sheet.horizontal(
    [0, '#1d0f0a', 0.22],
    [0.14, '#ffffff', 0.45],
    [0.3, '#ffffff', 0],
    [0.8, '#1d0f0a', 0],
    [1, '#1d0f0a', 0.26],
  );
  const straw = glass.straw
    ? `<path d="M108 ${fillTop + 50}L122 18" stroke="${glass.straw}" stroke-width="8" stroke-linecap="round"/><path d="M107 ${fillTop + 50}L121 18" stroke="#fff" stroke-width="2" opacity="0.5"/>`
    : '';
  const lid = glass.lid
    ? `<path d="M60 ${top}C60 ${top - 26} 140 ${top - 26} 140 ${top}Z" fill="#fff" opacity="0.55"/><rect x="56" y="${top - 4}" width="88" height="9" rx="4.5" fill="#fff" opacity="0.95"/>`
    : `<ellipse cx="100" cy="${top}" rx="39" ry="6.5" fill="#fff" opacity="0.45"/>`;
  return (
    groundShadow(100, 174, 40) +
    `<path d="${outline}" fill="#ffffff" opacity="0.55"/>` +
    sheet.clipped(
      `<path d="${outline}"/>`,
      `${drink}<ellipse cx="100" cy="${fillTop}" rx="38" ry="6" fill="${lighten(glass.layers[0]?.[1] ?? '#ffffff', 0.25)}"/>${glass.ice ? iceCubes() : ''}`,
    ) +
    straw +
    `<path d="${outline}" fill="${sides}"/>` +
    (glass.garnish ?? '') +
    lid
  );
}

/** A paper cup with lid and sleeve. */
export function drawPaperCup(sheet: Sheet, cup: string, sleeve: string, mark: string): string {
  const outline = turned([
    [58, 42],
    [174, 30],
  ]);
  return (
    groundShadow(100, 175, 42) +
    `<path d="${outline}" fill="${roundShade(sheet, cup)}"/>` +
    sheet.clipped(
      `<path d="${outline}"/>`,
      `<path d="M40 92Q100 100 160 92V142Q100 152 40 142Z" fill="${roundShade(sheet, sleeve)}"/>`,
    ) +
    mark +
    `<rect x="54" y="50" width="92" height="11" rx="5" fill="${darken('#fbfaf8', 0.14)}"/>` +
    `<path d="M60 50L65 36H135L140 50Z" fill="${roundShade(sheet, '#fbfaf8')}"/><rect x="110" y="33" width="14" height="4" rx="2" fill="#c9c2b8"/>`
  );
}
