/**
 * The visual language as data: colours of the three themes, type, space and shape. `tokensCss` writes them
 * as CSS variables; `tokens.css` beside this file is its output and a test keeps the two in step. Text
 * colours hold 7:1 on every ground of their theme, borders of controls 3:1.
 */

/** A theme's colours. `ink…` are for text, `…Soft` are quiet grounds, `on…` is text on that ground. */
export interface Palette {
  readonly paper: string;
  readonly surface: string;
  readonly sunken: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly hairline: string;
  readonly outline: string;
  readonly accent: string;
  readonly accentStrong: string;
  readonly accentSoft: string;
  readonly onAccent: string;
  readonly saving: string;
  readonly savingSoft: string;
  readonly warning: string;
  readonly warningSoft: string;
  readonly danger: string;
  readonly dangerSoft: string;
  readonly info: string;
  readonly infoSoft: string;
  readonly focus: string;
  readonly veil: string;
}

/** Warm paper, one accent (pine); the theme of every face by default. */
export const lightPalette: Palette = {
  paper: '#faf6ef',
  surface: '#ffffff',
  sunken: '#f2ebe0',
  ink: '#1d1916',
  inkSoft: '#4a4138',
  hairline: '#e2d8ca',
  outline: '#857766',
  accent: '#0b5744',
  accentStrong: '#073d30',
  accentSoft: '#dff0e9',
  onAccent: '#ffffff',
  saving: '#8a2410',
  savingSoft: '#fdebe4',
  warning: '#573a00',
  warningSoft: '#fdf1d3',
  danger: '#861919',
  dangerSoft: '#fce8e5',
  info: '#173f6b',
  infoSoft: '#e4eef9',
  focus: '#1746d1',
  veil: 'rgba(29, 25, 22, 0.55)',
};

/** For sites that ask for a dark face. */
export const darkPalette: Palette = {
  paper: '#171412',
  surface: '#221e1b',
  sunken: '#100e0c',
  ink: '#f7f2ea',
  inkSoft: '#d3c9bc',
  hairline: '#3a332d',
  outline: '#9c8f80',
  accent: '#7fdcbd',
  accentStrong: '#a9ecd5',
  accentSoft: '#12352b',
  onAccent: '#06231b',
  saving: '#ffb59f',
  savingSoft: '#3d1d13',
  warning: '#ffd987',
  warningSoft: '#3a2c0a',
  danger: '#ffb4ab',
  dangerSoft: '#431816',
  info: '#a9cdf6',
  infoSoft: '#152b44',
  focus: '#ffd60a',
  veil: 'rgba(0, 0, 0, 0.7)',
};

/** Black, white and yellow, for weak eyes and for the sun. */
export const contrastPalette: Palette = {
  paper: '#000000',
  surface: '#000000',
  sunken: '#000000',
  ink: '#ffffff',
  inkSoft: '#ffffff',
  hairline: '#ffffff',
  outline: '#ffffff',
  accent: '#ffde3b',
  accentStrong: '#fff08a',
  accentSoft: '#1f1b00',
  onAccent: '#000000',
  saving: '#ffde3b',
  savingSoft: '#000000',
  warning: '#ffffff',
  warningSoft: '#000000',
  danger: '#ffffff',
  dangerSoft: '#000000',
  info: '#ffffff',
  infoSoft: '#000000',
  focus: '#4de8ff',
  veil: 'rgba(0, 0, 0, 0.85)',
};

/** Only fonts that are on the machine: Chinese by the system's font, nothing is fetched. */
export const fontFamily =
  '"Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif';

/**
 * Type of the shopper's screen in rem, where 1 rem is 16 px on a 1080-line screen: `small` is the least a
 * shopper has to read (28 px), `amount` the least for a sum (56 px).
 */
export const kioskType = {
  edge: 1.125,
  small: 1.75,
  body: 2,
  lead: 2.375,
  title: 3.25,
  display: 4.75,
  amount: 3.5,
  amountLarge: 5.5,
} as const;

/** Type of the console and the giver's pages in px. */
export const deskType = { small: 13, body: 15, lead: 18, title: 24, display: 34 } as const;

/** Steps of space in rem. */
export const space = { 1: 0.25, 2: 0.5, 3: 0.75, 4: 1, 5: 1.5, 6: 2, 7: 3, 8: 4, 9: 6 } as const;

/** Corner radii in px. */
export const radius = { small: 8, medium: 16, large: 28, round: 999 } as const;

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function variables(prefix: string, values: object, unit = ''): string[] {
  return Object.entries(values).map(([name, value]) => `  --${prefix}${kebab(name)}: ${value}${unit};`);
}

/** The style sheet `tokens.css`: variables of `:root`, and of `[data-theme]` for the two other themes. */
export function tokensCss(): string {
  const root = [
    ...variables('', lightPalette),
    `  --font: ${fontFamily};`,
    ...variables('kiosk-', kioskType, 'rem'),
    ...variables('desk-', deskType, 'px'),
    ...variables('space-', space, 'rem'),
    ...variables('radius-', radius, 'px'),
  ];
  const theme = (name: string, palette: Palette) =>
    `[data-theme="${name}"] {\n${variables('', palette).join('\n')}\n}\n`;
  return [
    '/* Written by scripts/write-tokens.ts from tokens.ts. */',
    `:root {\n${root.join('\n')}\n}\n`,
    theme('dark', darkPalette),
    theme('contrast', contrastPalette),
  ].join('\n');
}
