/** Small emblems for labels and packs, drawn in a box of `size` around a centre. */

/** Marks in a box from -50 to 50; `a` is the main colour, `b` the second. */
type Emblem = (a: string, b: string) => string;

const circle = (cx: number, cy: number, r: number, fill: string) =>
  `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${fill}"/>`;
const path = (d: string, fill: string) => `<path d="${d}" fill="${fill}"/>`;
const stroke = (d: string, colour: string, width: number) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

function around(count: number, mark: (degrees: number) => string): string {
  return Array.from({ length: count }, (_, i) => mark((360 / count) * i)).join('');
}

const emblems = {
  slice: (a, b) =>
    circle(0, 0, 46, a) +
    circle(0, 0, 39, b) +
    around(8, (deg) => `<path d="M0 -5L9 -33Q0 -38 -9 -33Z" fill="${a}" transform="rotate(${deg})"/>`),
  apple: (a, b) =>
    path(
      'M0 -22C-14 -36 -44 -30 -44 4C-44 34 -24 48 -8 46Q0 43 8 46C24 48 44 34 44 4C44 -30 14 -36 0 -22Z',
      a,
    ) + path('M4 -28C6 -46 22 -50 32 -48C30 -34 18 -26 4 -28Z', b),
  leaf: (a, b) =>
    path('M-40 36C-44 -14 -8 -44 44 -42C46 8 16 44 -28 30Z', a) + stroke('M-42 44C-20 12 2 -8 26 -24', b, 6),
  sprig: (a) =>
    path('M-4 44C-46 26 -44 -14 -40 -28C-14 -20 -2 6 -4 44Z', a) +
    path('M4 44C46 26 44 -14 40 -28C14 -20 2 6 4 44Z', a) +
    path('M0 20C-20 -8 -12 -34 0 -46C12 -34 20 -8 0 20Z', a),
  drop: (a, b) =>
    path('M0 -46C18 -18 34 0 34 18A34 30 0 0 1 -34 18C-34 0 -18 -18 0 -46Z', a) +
    stroke('M-18 20A18 16 0 0 0 -4 34', b, 6),
  bubbles: (a, b) =>
    circle(-20, 18, 18, a) +
    circle(20, 4, 13, b) +
    circle(-8, -24, 10, b) +
    circle(24, -32, 6, a) +
    circle(18, 36, 6, a),
  bolt: (a) => path('M12 -48L-30 8H-4L-14 48L30 -12H4Z', a),
  waves: (a, b) =>
    stroke('M-44 -18C-28 -34 -14 -34 0 -18S28 -2 44 -18', a, 10) +
    stroke('M-44 8C-28 -8 -14 -8 0 8S28 24 44 8', b, 10) +
    stroke('M-44 34C-28 18 -14 18 0 34S28 50 44 34', a, 10),
  peak: (a, b) =>
    path('M-48 36L-8 -36L32 36Z', a) +
    path('M-8 36L22 -10L50 36Z', a) +
    path('M-8 -36L-22 -10L-10 -16L-2 -8L8 -12Z', b),
  coconut: (a, b) =>
    path('M-44 -6H44A44 46 0 0 1 -44 -6Z', a) +
    `<ellipse cx="0" cy="-6" rx="44" ry="16" fill="${b}"/><ellipse cx="0" cy="-6" rx="34" ry="10" fill="#e9f6ef"/>`,
  bean: (a, b) =>
    `<g transform="rotate(35)"><ellipse rx="30" ry="44" fill="${a}"/>${stroke('M0 -42C16 -16 -16 14 0 42', b, 6)}</g>`,
  soy: (a, b) =>
    path('M-46 18C-30 -28 20 -44 46 -34C44 -4 0 40 -46 18Z', b) +
    circle(-20, 8, 12, a) +
    circle(4, -6, 13, a) +
    circle(26, -20, 10, a),
  cow: (a) =>
    path('M-44 -20C-30 -44 -4 -36 -8 -14S-40 6 -44 -20Z', a) +
    path('M10 4C30 -12 50 2 44 24S2 30 10 4Z', a) +
    path('M-34 26C-24 14 -8 22 -12 36S-42 42 -34 26Z', a) +
    path('M18 -40C30 -46 40 -36 34 -26S10 -30 18 -40Z', a),
  sun: (a) =>
    circle(0, 0, 24, a) +
    around(
      10,
      (deg) => `<rect x="-4" y="-48" width="8" height="16" rx="4" fill="${a}" transform="rotate(${deg})"/>`,
    ),
  star: (a) => path('M0 -46L13 -15L46 -13L20 8L29 42L0 23L-29 42L-20 8L-46 -13L-13 -15Z', a),
  chip: (a, b) =>
    path('M-44 4C-46 -26 -12 -38 14 -30S48 -2 42 18S-42 40 -44 4Z', a) +
    stroke('M-28 2C-14 -14 10 -18 28 -6', b, 5) +
    stroke('M-20 18C-6 6 12 4 26 12', b, 5),
  prawn: (a, b) =>
    path(
      'M40 -30C-2 -48 -46 -24 -40 14C-36 40 -6 48 16 36L22 46L34 26L14 20C-6 24 -14 10 -6 -2C4 -16 26 -12 40 -30Z',
      a,
    ) +
    stroke('M-34 -6L-10 0M-30 22L-8 14M-14 -26L2 -12', b, 5) +
    circle(24, -26, 3.5, '#2b1a12'),
  nut: (a, b) =>
    path(
      'M-14 -44C10 -52 24 -30 16 -12C12 -2 30 6 30 24C30 44 2 52 -16 40C-34 28 -30 6 -26 -8C-22 -22 -34 -36 -14 -44Z',
      a,
    ) + stroke('M-12 -30C0 -34 6 -26 2 -16M-12 12C-2 4 14 12 14 24', b, 5),
  kernel: (a, b) =>
    circle(-18, -8, 22, a) +
    circle(16, -14, 24, a) +
    circle(2, 18, 24, a) +
    circle(28, 12, 15, a) +
    circle(-24, 16, 15, a) +
    circle(2, 2, 8, b) +
    circle(18, -8, 5, b),
  berry: (a, b) =>
    path('M0 46C-30 30 -44 4 -36 -14C-28 -30 -10 -26 0 -20C10 -26 28 -30 36 -14C44 4 30 30 0 46Z', a) +
    path('M0 -18L-26 -30L-8 -32L0 -46L8 -32L26 -30Z', b) +
    around(
      3,
      (deg) =>
        `<ellipse cx="0" cy="10" rx="2.4" ry="4" fill="#ffe9b8" transform="translate(${Math.sin(deg) * 14} ${deg / 30 - 2})"/>`,
    ),
  bowl: (a, b) =>
    stroke('M-30 -8C-24 -34 -14 2 -6 -26M-4 -8C2 -34 12 2 20 -26M18 -8C22 -22 28 -16 32 -26', b, 6) +
    path('M-46 -4H46C46 26 26 42 0 42S-46 26 -46 -4Z', a),
  cashew: (a, b) =>
    path(
      'M-30 -34C-52 -10 -44 36 -4 44C26 50 46 30 44 12C42 0 26 -4 18 6C8 18 -8 12 -6 -4C-4 -18 6 -26 0 -38C-6 -46 -20 -44 -30 -34Z',
      a,
    ) + stroke('M-26 -14C-30 8 -18 26 4 30', b, 5),
  steak: (a, b) =>
    path('M-40 -20C-30 -46 20 -44 38 -24C54 -4 44 16 20 20C6 22 4 40 -16 42C-44 42 -52 4 -40 -20Z', a) +
    stroke('M-26 -12C-10 -28 16 -26 26 -14M-24 14C-14 4 0 8 8 0', b, 6) +
    circle(-18, 26, 7, b),
  wafer: (a, b) =>
    `<rect x="-44" y="-34" width="88" height="68" rx="8" fill="${a}"/>` +
    stroke('M-44 -12H44M-44 12H44M-22 -34V34M0 -34V34M22 -34V34', b, 5),
  heart: (a) =>
    path('M0 42C-52 8 -48 -36 -18 -36C-6 -36 0 -26 0 -20C0 -26 6 -36 18 -36C48 -36 52 8 0 42Z', a),
  flower: (a, b) =>
    around(6, (deg) => `<ellipse cx="0" cy="-28" rx="14" ry="20" fill="${a}" transform="rotate(${deg})"/>`) +
    circle(0, 0, 13, b),
  sparkle: (a, b) =>
    path('M-8 -40C-4 -14 4 -6 30 -2C4 2 -4 10 -8 36C-12 10 -20 2 -46 -2C-20 -6 -12 -14 -8 -40Z', a) +
    path('M30 -46C32 -34 36 -30 48 -28C36 -26 32 -22 30 -10C28 -22 24 -26 12 -28C24 -30 28 -34 30 -46Z', b),
  seeds: (a, b) =>
    [-26, 0, 26]
      .map(
        (x, i) =>
          `<g transform="translate(${x} ${i === 1 ? -10 : 10}) rotate(${x / 2})">${path('M0 -30C14 -8 14 16 0 28C-14 16 -14 -8 0 -30Z', a)}${stroke('M0 -20V18', b, 3.5)}</g>`,
      )
      .join(''),
} as const satisfies Record<string, Emblem>;

export type Motif = keyof typeof emblems;

/** Emblem `kind` around (`cx`, `cy`), `size` units wide. */
export function motif(kind: Motif, cx: number, cy: number, size: number, a: string, b = '#ffffff'): string {
  const scale = Math.round(size) / 100;
  return `<g transform="translate(${cx} ${cy}) scale(${scale})">${emblems[kind](a, b)}</g>`;
}
