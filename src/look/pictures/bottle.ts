/** Bottles and cans: turned silhouettes with liquid, label and cap. */
import { darken, lighten } from './colour.ts';
import { type Motif, motif } from './motif.ts';
import { groundShadow, roundShade, type Sheet, turned } from './sheet.ts';

/** What a label shows: its ground, a band at its edges and an emblem in two colours. */
export interface Label {
  readonly ground: string;
  readonly band: string;
  readonly emblem: Motif;
  readonly a: string;
  readonly b?: string;
}

type Profile = readonly (readonly [number, number])[];

const silhouettes = {
  water: [
    [42, 12],
    [54, 12],
    [82, 31],
    [112, 31],
    [122, 28],
    [132, 31],
    [166, 31],
    [175, 26],
  ],
  juice: [
    [42, 16],
    [54, 16],
    [80, 36],
    [166, 36],
    [176, 31],
  ],
  tea: [
    [42, 14],
    [52, 14],
    [70, 30],
    [82, 33],
    [164, 33],
    [175, 29],
  ],
  sport: [
    [48, 15],
    [58, 16],
    [76, 33],
    [104, 33],
    [118, 26],
    [134, 33],
    [166, 33],
    [175, 28],
  ],
  small: [
    [70, 17],
    [82, 17],
    [98, 30],
    [122, 25],
    [150, 30],
    [168, 30],
    [175, 26],
  ],
} as const satisfies Record<string, Profile>;

export interface Bottle {
  readonly shape: keyof typeof silhouettes;
  readonly liquid: string;
  readonly cap: string;
  readonly label: Label;
  /** Height where the label begins, and how tall it is. */
  readonly labelAt?: readonly [top: number, height: number];
  /** A clear liquid lets the ground through. */
  readonly clear?: boolean;
}

function capOf(sheet: Sheet, bottle: Bottle): string {
  const [top, half] = silhouettes[bottle.shape][0];
  const width = half * 2 + 6;
  const height = bottle.shape === 'sport' ? 20 : 16;
  const y = top - height + 2;
  const ridges = [0.22, 0.4, 0.58, 0.76]
    .map(
      (at) =>
        `<rect x="${100 - width / 2 + width * at}" y="${y + 3}" width="1.6" height="${height - 5}" fill="#000" opacity="0.14"/>`,
    )
    .join('');
  const spout =
    bottle.shape === 'sport'
      ? `<rect x="92" y="${y - 12}" width="16" height="14" rx="4" fill="${lighten(bottle.cap, 0.55)}"/>`
      : '';
  return `${spout}<rect x="${100 - width / 2}" y="${y}" width="${width}" height="${height}" rx="4" fill="${roundShade(sheet, bottle.cap)}"/>${ridges}`;
}

/** A bottle standing on its ground. */
export function drawBottle(sheet: Sheet, bottle: Bottle): string {
  const outline = turned(silhouettes[bottle.shape]);
  const [labelTop, labelHeight] = bottle.labelAt ?? [98, 48];
  const { ground, band, emblem, a, b } = bottle.label;
  const body = bottle.clear
    ? sheet.horizontal(
        [0, darken(bottle.liquid, 0.18), 0.9],
        [0.2, '#ffffff', 0.85],
        [0.5, bottle.liquid, 0.7],
        [1, darken(bottle.liquid, 0.3), 0.95],
      )
    : roundShade(sheet, bottle.liquid);
  const label =
    `<rect x="60" y="${labelTop}" width="80" height="${labelHeight}" fill="${roundShade(sheet, ground)}"/>` +
    `<rect x="60" y="${labelTop}" width="80" height="5" fill="${band}"/>` +
    `<rect x="60" y="${labelTop + labelHeight - 5}" width="80" height="5" fill="${band}"/>` +
    motif(emblem, 100, labelTop + labelHeight / 2, Math.min(46, labelHeight * 0.8), a, b);
  const shine = `<rect x="74" y="40" width="6" height="140" rx="3" fill="#fff" opacity="0.34"/>`;
  return (
    groundShadow(100, 176, 42) +
    `<path d="${outline}" fill="${body}"/>` +
    sheet.clipped(`<path d="${outline}"/>`, label + shine) +
    capOf(sheet, bottle)
  );
}

export interface Can {
  readonly ground: string;
  readonly band: string;
  readonly emblem: Motif;
  readonly a: string;
  readonly b?: string;
  readonly slim?: boolean;
}

/** A drinks can with its lid seen a little from above. */
export function drawCan(sheet: Sheet, can: Can): string {
  const half = can.slim ? 29 : 36;
  const top = can.slim ? 34 : 44;
  const outline = turned([
    [top, half - 6],
    [top + 10, half],
    [162, half],
    [174, half - 7],
  ]);
  const art =
    `<path d="M50 ${top + 34}C80 ${top + 14} 118 ${top + 54} 150 ${top + 28}V${top + 52}C118 ${top + 78} 80 ${top + 38} 50 ${top + 58}Z" fill="${can.band}" opacity="0.95"/>` +
    `<rect x="50" y="156" width="100" height="6" fill="${can.band}"/>`;
  const shine = `<rect x="${100 - half + 8}" y="${top + 8}" width="7" height="150" rx="3.5" fill="#fff" opacity="0.38"/>`;
  const metal = sheet.horizontal([0, '#8f979c'], [0.25, '#f4f6f7'], [0.6, '#c3cacd'], [1, '#7d858a']);
  return (
    groundShadow(100, 175, half + 8) +
    `<path d="${outline}" fill="${roundShade(sheet, can.ground)}"/>` +
    sheet.clipped(
      `<path d="${outline}"/>`,
      art + motif(can.emblem, 100, 128, half * 1.34, can.a, can.b) + shine,
    ) +
    `<ellipse cx="100" cy="${top}" rx="${half - 5}" ry="6.5" fill="${metal}"/>` +
    `<ellipse cx="100" cy="${top}" rx="${half - 11}" ry="4" fill="#8b9398"/>` +
    `<ellipse cx="103" cy="${top - 0.5}" rx="7" ry="2" fill="#e8ecee"/>`
  );
}
