/** Fruit, each drawn by hand. */
import { darken, lighten } from './colour.ts';
import { ballShade, type Drawing, groundShadow, type Sheet } from './sheet.ts';

const leaf = (x: number, y: number, turn: number, colour = '#4c8f2f') =>
  `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="M0 0C6 -18 26 -22 40 -14C32 4 14 10 0 0Z" fill="${colour}"/><path d="M3 -1C14 -8 24 -11 34 -12" fill="none" stroke="${darken(colour, 0.25)}" stroke-width="2"/></g>`;
const stem = (d: string) =>
  `<path d="${d}" fill="none" stroke="#6b4423" stroke-width="6" stroke-linecap="round"/>`;
const shine = (cx: number, cy: number, rx: number, ry: number, turn = -30) =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="#fff" opacity="0.45" transform="rotate(${turn} ${cx} ${cy})"/>`;

const appleOutline =
  'M100 68C84 50 46 58 46 104C46 146 74 174 91 172C97 171 103 171 109 172C126 174 154 146 154 104C154 58 116 50 100 68Z';

function apple(sheet: Sheet, colour: string, blush: string): string {
  return (
    groundShadow(100, 172, 50) +
    `<path d="${appleOutline}" fill="${sheet.radial([0, lighten(colour, 0.45)], [0.4, colour], [0.8, blush], [1, darken(blush, 0.3)])}"/>` +
    `<path d="M84 66Q100 80 116 66Q100 72 84 66Z" fill="${darken(blush, 0.4)}" opacity="0.6"/>` +
    stem('M100 70C100 56 104 48 110 42') +
    leaf(104, 58, -6) +
    shine(70, 92, 9, 19, 24)
  );
}

function apples(sheet: Sheet): string {
  return (
    `<g transform="translate(58 2) scale(0.74)">${apple(sheet, '#b5d84f', '#86b834')}</g>` +
    `<g transform="translate(-8 34) scale(0.82)">${apple(sheet, '#dc3b34', '#c02530')}</g>`
  );
}

function citrusSlice(cx: number, cy: number, r: number, rind: string, flesh: string): string {
  const wedges = Array.from(
    { length: 8 },
    (_, i) =>
      `<path d="M0 ${-r * 0.1}L${r * 0.24} ${-r * 0.72}Q0 ${-r * 0.86} ${-r * 0.24} ${-r * 0.72}Z" fill="${flesh}" transform="rotate(${i * 45 + 12})"/>`,
  ).join('');
  return `<g transform="translate(${cx} ${cy})"><circle r="${r}" fill="${rind}"/><circle r="${r * 0.88}" fill="#fff6df"/>${wedges}</g>`;
}

function orange(sheet: Sheet): string {
  const pores = [
    [78, 96],
    [94, 82],
    [112, 88],
    [124, 106],
    [82, 124],
    [100, 112],
    [68, 112],
    [110, 130],
  ]
    .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="1.8" fill="#c95f00" opacity="0.45"/>`)
    .join('');
  return (
    groundShadow(102, 172, 62) +
    `<circle cx="90" cy="112" r="56" fill="${ballShade(sheet, '#f58a12')}"/>${pores}` +
    leaf(92, 60, -20) +
    `<circle cx="91" cy="60" r="4" fill="#5c7a24"/>` +
    citrusSlice(140, 138, 34, '#ee7d0d', '#f9a233') +
    shine(68, 88, 8, 16, 34)
  );
}

function lemon(sheet: Sheet): string {
  return (
    groundShadow(102, 166, 62) +
    `<g transform="rotate(-18 92 112)"><path d="M28 112C36 104 38 96 46 86C66 60 118 60 138 86C146 96 150 104 160 112C150 120 146 128 138 138C118 164 66 164 46 138C38 128 36 120 28 112Z" fill="${ballShade(sheet, '#f4cf2a')}"/></g>` +
    leaf(138, 76, -40) +
    citrusSlice(138, 136, 34, '#efc61e', '#f8e27a') +
    shine(70, 96, 8, 18, 52)
  );
}

function banana(sheet: Sheet): string {
  const skin = sheet.vertical([0, '#fff0a0'], [0.45, '#f6cc35'], [1, '#c98f14']);
  const one = (d: string, ridge: string) =>
    `<path d="${d}" fill="${skin}"/><path d="${ridge}" fill="none" stroke="#b98212" stroke-width="2.4" opacity="0.6"/>`;
  return (
    groundShadow(98, 170, 62) +
    one(
      'M132 44C142 92 118 150 52 158C42 159 36 152 40 146C86 130 108 96 116 46C120 38 130 38 132 44Z',
      'M124 46C126 96 100 138 46 152',
    ) +
    one(
      'M134 44C164 84 154 148 100 172C90 176 82 170 86 164C120 138 130 96 118 48C120 38 130 38 134 44Z',
      'M126 46C146 92 132 142 92 168',
    ) +
    `<path d="M114 48C114 36 116 28 118 24L132 26C132 34 134 40 136 48C130 54 120 54 114 48Z" fill="#8a6a1c"/>` +
    `<circle cx="43" cy="152" r="6" fill="#5a4312"/><circle cx="90" cy="169" r="6" fill="#5a4312"/>`
  );
}

function pear(sheet: Sheet): string {
  const outline =
    'M100 52C82 52 76 68 74 84C72 100 48 108 48 138C48 164 74 174 100 174C126 174 152 164 152 138C152 108 128 100 126 84C124 68 118 52 100 52Z';
  const freckles = [
    [84, 130],
    [96, 146],
    [112, 128],
    [120, 144],
    [90, 108],
    [106, 100],
    [76, 146],
  ]
    .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="1.6" fill="#7a7a1e" opacity="0.5"/>`)
    .join('');
  return (
    groundShadow(100, 172, 44) +
    `<path d="${outline}" fill="${sheet.radial([0, '#f2f0a8'], [0.45, '#d3d24f'], [0.85, '#a8ac2c'], [1, '#7a8420'])}"/>${freckles}` +
    stem('M100 58C100 46 104 38 108 30') +
    leaf(104, 46, -4) +
    shine(80, 128, 8, 18, 10)
  );
}

function grapes(sheet: Sheet): string {
  const ball = ballShade(sheet, '#6a3591');
  const rows = [
    [62, [64, 88, 112, 136]],
    [84, [76, 100, 124]],
    [104, [66, 90, 114, 136]],
    [124, [78, 102, 124]],
    [144, [90, 112]],
    [162, [101]],
  ] as const;
  const berries = rows
    .flatMap(([y, xs]) =>
      xs.map(
        (x) =>
          `<circle cx="${x}" cy="${y + 4}" r="15" fill="${ball}"/><circle cx="${x - 5}" cy="${y - 2}" r="3.4" fill="#fff" opacity="0.5"/>`,
      ),
    )
    .join('');
  return (
    groundShadow(100, 176, 34) +
    stem('M100 62C100 48 98 40 104 30') +
    berries +
    leaf(104, 46, -10) +
    leaf(98, 48, 198, '#5ea03a')
  );
}

function strawberry(sheet: Sheet): string {
  const seeds = [
    [76, 92],
    [100, 88],
    [124, 92],
    [66, 112],
    [88, 110],
    [112, 110],
    [134, 112],
    [78, 130],
    [100, 130],
    [122, 130],
    [90, 150],
    [110, 150],
  ]
    .map(([x, y]) => `<ellipse cx="${x}" cy="${y}" rx="2.6" ry="4" fill="#ffe39a"/>`)
    .join('');
  return (
    groundShadow(100, 174, 36) +
    `<path d="M100 176C66 162 40 124 48 92C54 68 82 66 100 78C118 66 146 68 152 92C160 124 134 162 100 176Z" fill="${ballShade(sheet, '#d8262f')}"/>${seeds}` +
    `<path d="M100 76C84 92 62 88 52 78C66 76 72 70 76 66C64 62 62 56 62 50C78 52 90 58 96 66L100 48L106 66C112 58 124 52 138 50C138 56 136 62 126 66C130 70 136 76 148 78C138 88 116 92 100 76Z" fill="#4c9a32"/>` +
    stem('M100 62C100 50 104 42 110 38').replace('#6b4423', '#3f7f2a') +
    shine(70, 104, 6, 14, 14)
  );
}

function watermelon(sheet: Sheet): string {
  const seeds = [
    [78, 104, -14],
    [100, 112, 0],
    [122, 104, 14],
    [88, 128, -8],
    [112, 128, 8],
    [100, 144, 0],
    [64, 96, -24],
    [136, 96, 24],
  ]
    .map(
      ([x, y, turn]) =>
        `<ellipse cx="${x}" cy="${y}" rx="3.4" ry="6" fill="#34150f" transform="rotate(${turn} ${x} ${y})"/>`,
    )
    .join('');
  return (
    groundShadow(100, 172, 52) +
    `<g transform="rotate(-8 100 110)"><path d="M24 82H176A76 84 0 0 1 24 82Z" fill="#2c7a36"/><path d="M31 82H169A69 76 0 0 1 31 82Z" fill="#e9f3c8"/>` +
    `<path d="M37 82H163A63 69 0 0 1 37 82Z" fill="${sheet.vertical([0, '#ff6f64'], [1, '#dd2f3c'])}"/>${seeds}` +
    `<path d="M24 82H176" stroke="#fff" stroke-width="3" opacity="0.35"/></g>`
  );
}

function mango(sheet: Sheet): string {
  return (
    groundShadow(100, 168, 58) +
    `<path d="M132 46C168 62 174 116 142 146C112 174 56 172 42 140C32 114 54 96 76 82C96 68 104 36 132 46Z" fill="${sheet.radial([0, '#ffe27a'], [0.4, '#f9b52b'], [0.7, '#ec6f2e'], [1, '#b8362a'])}"/>` +
    stem('M132 46C136 38 140 34 146 32') +
    leaf(140, 40, 20) +
    shine(84, 104, 8, 20, 40)
  );
}

function kiwi(sheet: Sheet): string {
  const seeds = Array.from(
    { length: 20 },
    (_, i) => `<ellipse cx="0" cy="-21" rx="1.8" ry="3.6" fill="#1f1a10" transform="rotate(${i * 18})"/>`,
  ).join('');
  return (
    groundShadow(104, 170, 66) +
    `<ellipse cx="76" cy="104" rx="48" ry="54" fill="${ballShade(sheet, '#7d5a2c')}"/>` +
    `<g transform="translate(126 124)"><circle r="46" fill="#6d4d24"/><circle r="42" fill="${sheet.radial([0, '#b9da55'], [0.6, '#7fb32e'], [1, '#5f9422'])}"/><ellipse rx="14" ry="12" fill="#f4f3cf"/>${seeds}</g>` +
    shine(58, 82, 7, 16, 30)
  );
}

function peach(sheet: Sheet): string {
  return (
    groundShadow(100, 172, 52) +
    `<path d="M100 62C64 46 42 78 46 114C50 148 82 170 100 172C118 170 150 148 154 114C158 78 136 46 100 62Z" fill="${sheet.radial([0, '#ffe3c0'], [0.4, '#fbb27c'], [0.78, '#ee7468'], [1, '#c54a55'])}"/>` +
    `<path d="M100 64C112 92 112 132 100 170" fill="none" stroke="#c9535a" stroke-width="3" opacity="0.6"/>` +
    stem('M100 64C100 54 102 48 106 42') +
    leaf(104, 54, 0) +
    leaf(98, 56, 192, '#5ea03a') +
    shine(70, 96, 8, 18, 18)
  );
}

function blueberries(sheet: Sheet): string {
  const ball = ballShade(sheet, '#3e5aa5');
  const one = (x: number, y: number, r: number) =>
    `<circle cx="${x}" cy="${y}" r="${r}" fill="${ball}"/><path d="M${x - 7} ${y - r * 0.3}l4 -6l3 4l4 -5l3 5l5 -3l-1 7q-9 5 -18 -2Z" fill="#22356e"/><ellipse cx="${x - r * 0.4}" cy="${y - r * 0.45}" rx="4" ry="6" fill="#fff" opacity="0.35"/>`;
  return (
    groundShadow(100, 170, 66) +
    leaf(92, 62, -22) +
    leaf(104, 62, 150, '#5ea03a') +
    one(100, 82, 28) +
    one(64, 122, 30) +
    one(136, 122, 30) +
    one(100, 142, 31)
  );
}

function cherries(sheet: Sheet): string {
  const ball = ballShade(sheet, '#a9142a');
  return (
    groundShadow(100, 172, 56) +
    `<path d="M116 34C96 62 78 84 70 112M116 34C128 66 134 90 132 122" fill="none" stroke="#4f7a2a" stroke-width="5" stroke-linecap="round"/>` +
    leaf(116, 38, 8) +
    `<circle cx="68" cy="134" r="32" fill="${ball}"/><circle cx="132" cy="142" r="32" fill="${ball}"/>` +
    shine(56, 122, 5, 11, 26) +
    shine(120, 130, 5, 11, 26)
  );
}

function pineapple(sheet: Sheet): string {
  const body = '<ellipse cx="100" cy="124" rx="40" ry="50"/>';
  const lattice = Array.from(
    { length: 9 },
    (_, i) =>
      `<path d="M${20 + i * 18} 60L${80 + i * 18} 190M${180 - i * 18} 60L${120 - i * 18} 190" stroke="#a8680f" stroke-width="2.6"/>`,
  ).join('');
  const blade = (turn: number, height: number, colour: string) =>
    `<path d="M92 80C86 ${80 - height * 0.6} 96 ${80 - height} 100 ${74 - height}C104 ${80 - height} 114 ${80 - height * 0.6} 108 80Z" fill="${colour}" transform="rotate(${turn} 100 82)"/>`;
  return (
    groundShadow(100, 174, 38) +
    blade(-46, 34, '#2f7a34') +
    blade(46, 34, '#2f7a34') +
    blade(-24, 46, '#3e9440') +
    blade(24, 46, '#3e9440') +
    blade(0, 52, '#57ad4d') +
    `<ellipse cx="100" cy="124" rx="40" ry="50" fill="${ballShade(sheet, '#f0b028')}"/>` +
    sheet.clipped(body, `<g opacity="0.6">${lattice}</g>`)
  );
}

export const fruit = {
  apples: { tint: '#fbded8', draw: apples },
  'green-apple': { tint: '#e8f2cf', draw: (s) => apple(s, '#a4cf45', '#7eb332') },
  bananas: { tint: '#fcf1c6', draw: banana },
  orange: { tint: '#fde4c6', draw: orange },
  lemon: { tint: '#fbf3c4', draw: lemon },
  pear: { tint: '#f1f2cd', draw: pear },
  grapes: { tint: '#e9dff2', draw: grapes },
  strawberry: { tint: '#fbdcdc', draw: strawberry },
  watermelon: { tint: '#e3f1da', draw: watermelon },
  mango: { tint: '#fdeac8', draw: mango },
  kiwi: { tint: '#ebf3d3', draw: kiwi },
  peach: { tint: '#fde3d6', draw: peach },
  blueberries: { tint: '#dde5f4', draw: blueberries },
  cherries: { tint: '#f9dadd', draw: cherries },
  pineapple: { tint: '#fbf0cb', draw: pineapple },
} as const satisfies Record<string, Drawing>;
