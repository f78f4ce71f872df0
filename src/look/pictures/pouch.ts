/** Soft packs and tubs: pillow bags, bars in foil, cups with a lid of foil. */
import { darken, lighten } from './colour.ts';
import { type Motif, motif } from './motif.ts';
import { groundShadow, roundShade, type Sheet, turned } from './sheet.ts';

export interface Pouch {
  readonly ground: string;
  readonly band: string;
  readonly emblem: Motif;
  readonly a: string;
  readonly b?: string;
}

function crimped(y: number, x: number, width: number, up: boolean): string {
  const teeth = Math.round(width / 8);
  const step = width / teeth;
  const tip = up ? -5 : 5;
  return Array.from(
    { length: teeth },
    (_, i) => `L${x + step * (i + 0.5)} ${y + tip}L${x + step * (i + 1)} ${y}`,
  ).join('');
}

/** A bag blown up with air: crisps, nuts, sweets. */
export function drawPouch(sheet: Sheet, pouch: Pouch): string {
  const top = 34;
  const bottom = 172;
  const outline =
    `M52 ${top}${crimped(top, 52, 96, true)}L147 ${top + 14}C158 70 158 136 147 ${bottom - 14}L148 ${bottom}` +
    `L52 ${bottom}L53 ${bottom - 14}C42 136 42 70 53 ${top + 14}Z`;
  const ground = sheet.horizontal(
    [0, darken(pouch.ground, 0.22)],
    [0.2, lighten(pouch.ground, 0.2)],
    [0.55, pouch.ground],
    [1, darken(pouch.ground, 0.3)],
  );
  const art =
    `<path d="M40 118C70 92 130 92 160 118V180H40Z" fill="${pouch.band}"/>` +
    `<circle cx="100" cy="98" r="33" fill="#fffaf0"/>${motif(pouch.emblem, 100, 98, 48, pouch.a, pouch.b)}` +
    `<rect x="74" y="146" width="52" height="7" rx="3.5" fill="#fff" opacity="0.85"/><rect x="84" y="158" width="32" height="5" rx="2.5" fill="#fff" opacity="0.6"/>`;
  const folds =
    `<path d="M62 50C58 90 58 120 64 160" stroke="#fff" stroke-width="6" opacity="0.35" fill="none" stroke-linecap="round"/>` +
    `<path d="M140 54C144 92 144 120 138 156" stroke="#1d0f0a" stroke-width="5" opacity="0.12" fill="none" stroke-linecap="round"/>`;
  const seam = (y: number) => `<path d="M52 ${y}H148" stroke="#1d0f0a" stroke-width="1.6" opacity="0.2"/>`;
  return (
    groundShadow(100, 175, 58) +
    `<path d="${outline}" fill="${ground}"/>` +
    sheet.clipped(
      `<path d="${outline}"/>`,
      art + folds + seam(top + 6) + seam(top + 10) + seam(bottom - 6) + seam(bottom - 10),
    )
  );
}

export interface Bar extends Pouch {
  /** The bare end that sticks out of the foil. */
  readonly inside: string;
}

/** A bar with its foil torn open, lying across the ground. */
export function drawBar(sheet: Sheet, bar: Bar): string {
  const wrap = sheet.vertical(
    [0, lighten(bar.ground, 0.24)],
    [0.5, bar.ground],
    [1, darken(bar.ground, 0.28)],
  );
  const bare = sheet.vertical(
    [0, lighten(bar.inside, 0.22)],
    [0.4, bar.inside],
    [1, darken(bar.inside, 0.34)],
  );
  const squares = [126, 142, 158]
    .map((x) => `<path d="M${x} 76V124" stroke="#1d0f0a" stroke-width="3" opacity="0.28"/>`)
    .join('');
  return (
    groundShadow(100, 160, 70) +
    `<g transform="rotate(-24 100 100)"><rect x="96" y="76" width="78" height="48" rx="6" fill="${bare}"/>${squares}` +
    `<path d="M96 88H174" stroke="#fff" stroke-width="3" opacity="0.2"/>` +
    `<path d="M20 70L28 72H118L111 80L119 88L111 97L119 106L111 115L118 128H28L20 130L26 120L20 110L26 100L20 90L26 80Z" fill="${wrap}"/>` +
    `<path d="M30 72V128" stroke="#1d0f0a" stroke-width="1.6" opacity="0.2"/>` +
    `<path d="M36 104C60 92 88 116 113 100V127H36Z" fill="${bar.band}"/>${motif(bar.emblem, 74, 94, 34, bar.a, bar.b)}</g>`
  );
}

export interface Tub extends Pouch {
  readonly lid: string;
  readonly tall?: boolean;
}

/** A cup closed with foil: yogurt, noodles. */
export function drawTub(sheet: Sheet, tub: Tub): string {
  const top = tub.tall ? 60 : 80;
  const half = tub.tall ? 46 : 50;
  const outline = turned([
    [top, half],
    [174, half - 14],
  ]);
  const art =
    `<path d="M40 ${top + 22}H160V${top + 28}H40Z" fill="${tub.band}"/>` +
    `<path d="M40 152C70 140 130 164 160 150V180H40Z" fill="${tub.band}"/>` +
    motif(tub.emblem, 100, (top + 180) / 2 - 2, tub.tall ? 52 : 44, tub.a, tub.b) +
    `<rect x="${106 - half}" y="${top}" width="7" height="110" fill="#fff" opacity="0.4" transform="rotate(-5 ${106 - half} ${top})"/>`;
  return (
    groundShadow(100, 175, half - 2) +
    `<path d="${outline}" fill="${roundShade(sheet, tub.ground)}"/>` +
    sheet.clipped(`<path d="${outline}"/>`, art) +
    `<ellipse cx="100" cy="${top}" rx="${half + 4}" ry="9" fill="${darken(tub.lid, 0.16)}"/>` +
    `<ellipse cx="100" cy="${top - 3}" rx="${half + 4}" ry="9" fill="${sheet.horizontal([0, lighten(tub.lid, 0.5)], [0.5, tub.lid], [1, darken(tub.lid, 0.12)])}"/>` +
    `<path d="M${100 + half} ${top - 3}l14 4l-10 6z" fill="${darken(tub.lid, 0.1)}"/>`
  );
}
