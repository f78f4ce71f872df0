/** Small meals and cooked food. */
import { ballShade, type Drawing, groundShadow, type Sheet } from './sheet.ts';

const plate = (cy: number) =>
  `<ellipse cx="100" cy="${cy + 5}" rx="84" ry="20" fill="#c9d3d6"/><ellipse cx="100" cy="${cy}" rx="84" ry="20" fill="#f7fafa"/><ellipse cx="100" cy="${cy}" rx="62" ry="13" fill="#e3ebec"/>`;

function bowlOf(sheet: Sheet, colour: string): string {
  return `<path d="M24 104H176C176 142 146 168 100 168S24 142 24 104Z" fill="${sheet.horizontal([0, '#ffffff'], [0.3, colour], [1, '#9fb0a8'])}"/><ellipse cx="100" cy="104" rx="76" ry="16" fill="#dfe9e2"/>`;
}

function salad(sheet: Sheet): string {
  const leaves = [
    [48, 96, -30, '#6fb53e'],
    [76, 78, -10, '#8ccc4e'],
    [108, 72, 12, '#5a9f34'],
    [140, 84, 32, '#7cc146'],
    [156, 100, 60, '#5a9f34'],
    [92, 92, 0, '#8ccc4e'],
    [124, 96, 20, '#6fb53e'],
  ]
    .map(
      ([x, y, turn, fill]) =>
        `<path d="M${x} ${Number(y) - 26}c18 4 24 22 14 38q-14 10 -28 0c-10 -16 -4 -34 14 -38Z" fill="${fill}" transform="rotate(${turn} ${x} ${y})"/>`,
    )
    .join('');
  return (
    groundShadow(100, 168, 52) +
    leaves +
    `<circle cx="66" cy="90" r="14" fill="${ballShade(sheet, '#dd3a2c')}"/><circle cx="134" cy="88" r="13" fill="${ballShade(sheet, '#dd3a2c')}"/>` +
    `<g transform="rotate(-14 102 82)"><ellipse cx="102" cy="82" rx="17" ry="12" fill="#fffdf6"/><circle cx="102" cy="82" r="7" fill="#f5b52c"/></g>` +
    bowlOf(sheet, '#e9f1ea') +
    `<path d="M28 104C50 116 150 116 172 104C150 122 50 122 28 104Z" fill="#7cc146"/>`
  );
}

function sausage(sheet: Sheet): string {
  const skin = sheet.vertical([0, '#f2a27c'], [0.45, '#d05a3c'], [1, '#8e2c1c']);
  const cuts = [62, 84, 106, 128]
    .map(
      (x) =>
        `<path d="M${x} 88q8 8 4 22" stroke="#7c2416" stroke-width="4" fill="none" stroke-linecap="round" opacity="0.7"/>`,
    )
    .join('');
  return (
    groundShadow(100, 166, 70) +
    `<g transform="rotate(-30 100 100)"><rect x="4" y="96" width="60" height="7" rx="3.5" fill="#d9b27a"/><path d="M44 78C64 66 136 66 156 78C176 86 176 114 156 122C136 132 64 132 44 122C24 114 24 86 44 78Z" fill="${skin}"/>${cuts}<path d="M50 84C80 76 120 76 150 84" stroke="#fff" stroke-width="5" opacity="0.4" fill="none" stroke-linecap="round"/></g>`
  );
}

function teaEgg(sheet: Sheet): string {
  return (
    groundShadow(100, 170, 62) +
    `<path d="M78 50C112 50 126 96 122 122C118 150 38 150 34 122C30 96 44 50 78 50Z" fill="${ballShade(sheet, '#a8673a')}"/>` +
    `<path d="M78 52L70 74L86 92L72 112L82 146M86 92L112 84M70 74L46 82M72 112L40 116M92 118L118 112M82 132L96 120L86 92" fill="none" stroke="#5c2f14" stroke-width="3.4" stroke-linejoin="round" opacity="0.75"/>` +
    `<g transform="rotate(18 136 130)"><ellipse cx="136" cy="130" rx="40" ry="34" fill="#c89566"/><ellipse cx="136" cy="130" rx="35" ry="29" fill="#f6e9d6"/><circle cx="136" cy="130" r="17" fill="${ballShade(sheet, '#f2a92c')}"/></g>`
  );
}

function cookedBeef(sheet: Sheet): string {
  const slice = (x: number, y: number) =>
    `<path d="M${x - 40} ${y}C${x - 38} ${y - 26} ${x - 8} ${y - 34} ${x + 18} ${y - 28}C${x + 44} ${y - 22} ${x + 46} ${y + 2} ${x + 30} ${y + 10}C${x + 6} ${y + 20} ${x - 40} ${y + 20} ${x - 40} ${y}Z" fill="${sheet.vertical([0, '#b5634a'], [1, '#7c3424'])}" stroke="#5c2418" stroke-width="2.5"/><path d="M${x - 24} ${y - 4}C${x - 10} ${y - 16} ${x + 8} ${y - 18} ${x + 26} ${y - 10}M${x - 20} ${y + 6}C${x - 4} ${y - 2} ${x + 10} ${y} ${x + 24} ${y}" stroke="#f0c9b0" stroke-width="4" fill="none" stroke-linecap="round" opacity="0.8"/>`;
  return (
    groundShadow(100, 166, 76) +
    plate(144) +
    slice(62, 124) +
    slice(96, 116) +
    slice(132, 122) +
    slice(106, 134) +
    `<path d="M128 92c8 -14 20 -16 30 -12c-4 12 -16 18 -30 12ZM128 92c-2 -14 6 -24 16 -28c4 12 0 24 -16 28Z" fill="#4f9a3a"/>`
  );
}

function dumplings(sheet: Sheet): string {
  const skin = sheet.vertical([0, '#fffdf6'], [0.6, '#f3e6c8'], [1, '#d3bb8a']);
  const one = (x: number, y: number, turn: number) =>
    `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="M-40 10C-40 -30 40 -30 40 10C30 24 -30 24 -40 10Z" fill="${skin}"/><path d="M-40 8C-34 -4 -30 2 -26 -8C-20 -2 -16 -6 -12 -14C-6 -8 -2 -10 0 -17C4 -10 8 -8 13 -14C17 -6 22 -2 27 -8C30 2 35 -4 40 8" fill="none" stroke="#c9ac74" stroke-width="3.6" stroke-linejoin="round"/></g>`;
  return (
    groundShadow(100, 168, 78) +
    plate(146) +
    one(64, 118, -8) +
    one(136, 118, 8) +
    one(100, 96, 0) +
    one(100, 136, 2) +
    `<path d="M70 52c-6 -8 6 -12 0 -20M100 46c-6 -8 6 -12 0 -20M130 52c-6 -8 6 -12 0 -20" stroke="#fff" stroke-width="5" fill="none" stroke-linecap="round"/>`
  );
}

function fruitBox(sheet: Sheet): string {
  const ball = (x: number, y: number, r: number, colour: string) =>
    `<circle cx="${x}" cy="${y}" r="${r}" fill="${ballShade(sheet, colour)}"/>`;
  return (
    groundShadow(100, 172, 80) +
    `<path d="M36 96C44 26 156 26 164 96" fill="none" stroke="#b5834a" stroke-width="8"/>` +
    ball(58, 86, 24, '#dc3b34') +
    ball(102, 76, 27, '#f58a12') +
    ball(144, 86, 24, '#a4cf45') +
    `<path d="M74 60q8 -16 22 -14q-4 14 -22 14ZM144 64q2 -12 14 -14q2 12 -14 14Z" fill="#4c8f2f"/>` +
    [
      [80, 96],
      [92, 104],
      [118, 100],
      [128, 92],
      [106, 104],
    ]
      .map(([x, y]) => ball(x ?? 0, y ?? 0, 11, '#6a3591'))
      .join('') +
    `<path d="M18 100H182L170 166C169 172 31 172 30 166Z" fill="${sheet.vertical([0, '#e0b273'], [1, '#b27a38'])}"/><path d="M22 122H178M26 144H174" stroke="#8f5f24" stroke-width="3" opacity="0.5"/>` +
    `<path d="M88 100H112V171H88Z" fill="#c8332b"/><path d="M100 118C84 102 66 108 70 120C74 130 92 126 100 118C108 126 126 130 130 120C134 108 116 102 100 118Z" fill="#e0554c"/><circle cx="100" cy="118" r="7" fill="#a3211c"/>`
  );
}

export const meals = {
  salad: { tint: '#e5f2d8', draw: salad },
  sausage: { tint: '#fbe0d3', draw: sausage },
  'tea-egg': { tint: '#f1e2d0', draw: teaEgg },
  'cooked-beef': { tint: '#f4dfd7', draw: cookedBeef },
  dumplings: { tint: '#f3ead6', draw: dumplings },
  'fruit-box': { tint: '#fce8d6', draw: fruitBox },
} as const satisfies Record<string, Drawing>;
