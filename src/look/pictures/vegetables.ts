/** Vegetables, each drawn by hand. */
import { ballShade, type Drawing, groundShadow, type Sheet } from './sheet.ts';

const shine = (cx: number, cy: number, rx: number, ry: number, turn = -30) =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="#fff" opacity="0.42" transform="rotate(${turn} ${cx} ${cy})"/>`;

function tomato(sheet: Sheet): string {
  return (
    groundShadow(100, 170, 54) +
    `<path d="M100 70C60 56 40 86 42 116C44 150 72 170 100 170C128 170 156 150 158 116C160 86 140 56 100 70Z" fill="${ballShade(sheet, '#dd3a2c')}"/>` +
    `<path d="M100 68C88 82 72 84 60 80C72 72 78 68 84 66C76 62 72 58 70 52C82 54 92 58 98 62L102 40L108 62C114 56 124 54 132 54C130 60 124 64 116 66C124 68 132 72 140 80C126 84 112 82 100 68Z" fill="#3f8a35"/>` +
    shine(66, 104, 9, 18, 24)
  );
}

function tomatoes(sheet: Sheet): string {
  return (
    `<g transform="translate(62 4) scale(0.7)">${tomato(sheet)}</g>` +
    `<g transform="translate(-10 28) scale(0.86)">${tomato(sheet)}</g>`
  );
}

function cucumber(sheet: Sheet): string {
  const skin = sheet.vertical([0, '#6fb04a'], [0.5, '#3b8438'], [1, '#1f5528']);
  const slice = (x: number, y: number, r: number) =>
    `<circle cx="${x}" cy="${y}" r="${r}" fill="#2f7433"/><circle cx="${x}" cy="${y}" r="${r - 3}" fill="#dcedb0"/><circle cx="${x}" cy="${y}" r="${r - 10}" fill="#c6e08c"/>` +
    Array.from(
      { length: 6 },
      (_, i) =>
        `<ellipse cx="0" cy="${-(r - 14)}" rx="2" ry="4" fill="#f6fbe2" transform="translate(${x} ${y}) rotate(${i * 60})"/>`,
    ).join('');
  return (
    groundShadow(102, 168, 70) +
    `<g transform="rotate(-32 92 100)"><rect x="14" y="76" width="150" height="42" rx="21" fill="${skin}"/><path d="M28 88H146M24 98H150M28 108H146" stroke="#cfe69a" stroke-width="2" opacity="0.4" stroke-dasharray="16 9"/><path d="M164 97q10 -2 14 -8" stroke="#8a9a3a" stroke-width="5" fill="none" stroke-linecap="round"/></g>` +
    slice(118, 146, 25) +
    slice(152, 138, 25)
  );
}

function carrot(sheet: Sheet): string {
  const root = sheet.horizontal([0, '#ffad55'], [0.45, '#f1822a'], [1, '#c2570f']);
  return (
    groundShadow(92, 174, 48) +
    `<g transform="translate(10 22) scale(0.88) rotate(32 100 100)"><path d="M98 62C88 40 78 28 64 20C80 20 92 30 99 44C98 28 102 14 112 4C116 18 112 34 106 46C114 34 126 28 142 28C126 36 112 48 104 64Z" fill="#4f9a3a"/>` +
    `<path d="M72 72C74 56 128 56 130 72C130 110 112 160 101 184C90 160 72 110 72 72Z" fill="${root}"/>` +
    `<path d="M78 88q14 6 24 2M124 104q-12 6 -20 2M84 122q10 5 18 1M116 138q-8 4 -13 1" stroke="#a9490c" stroke-width="2.6" fill="none" opacity="0.6" stroke-linecap="round"/></g>`
  );
}

function broccoli(sheet: Sheet): string {
  const crown = ballShade(sheet, '#4f9440');
  const heads = [
    [62, 96, 27],
    [138, 96, 27],
    [78, 66, 27],
    [122, 66, 27],
    [100, 54, 26],
    [100, 92, 33],
  ]
    .map(([x, y, r]) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${crown}"/>`)
    .join('');
  const buds = [
    [58, 84],
    [70, 60],
    [96, 42],
    [124, 56],
    [144, 86],
    [88, 78],
    [110, 76],
    [98, 100],
    [78, 102],
    [122, 104],
  ]
    .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="4" fill="#8fc574" opacity="0.7"/>`)
    .join('');
  return (
    groundShadow(100, 174, 34) +
    `<path d="M66 100C80 124 82 140 82 168C82 176 118 176 118 168C118 140 120 124 134 100Z" fill="${sheet.horizontal([0, '#d6e6a8'], [0.5, '#b5d07c'], [1, '#86a94f'])}"/>` +
    `<path d="M92 122V168M108 122V160" stroke="#86a94f" stroke-width="3" opacity="0.6"/>` +
    heads +
    buds
  );
}

function potato(sheet: Sheet): string {
  const skin = ballShade(sheet, '#c99a55');
  const eyes = [
    [70, 98],
    [92, 124],
    [112, 92],
    [130, 120],
    [84, 76],
  ]
    .map(
      ([x, y]) =>
        `<path d="M${(x ?? 0) - 6} ${y}q6 5 12 0" stroke="#7a5322" stroke-width="3" fill="none" stroke-linecap="round"/>`,
    )
    .join('');
  return (
    groundShadow(100, 166, 64) +
    `<path d="M40 108C36 72 70 52 104 56C142 58 168 84 162 120C156 156 120 168 88 162C58 158 44 140 40 108Z" fill="${skin}"/>${eyes}` +
    shine(70, 86, 8, 16, 44)
  );
}

function onion(sheet: Sheet): string {
  return (
    groundShadow(100, 172, 48) +
    `<path d="M100 40C98 62 84 70 66 84C40 104 42 150 76 166C92 172 108 172 124 166C158 150 160 104 134 84C116 70 106 62 104 38Z" fill="${ballShade(sheet, '#b4557c')}"/>` +
    `<path d="M100 66C72 92 66 136 88 168M100 66C128 92 134 136 112 168M100 66V170" fill="none" stroke="#7d2d52" stroke-width="2.4" opacity="0.5"/>` +
    `<path d="M86 170l-4 8M96 171l-1 9M106 171l2 9M116 169l5 8" stroke="#a78a5a" stroke-width="2.6" stroke-linecap="round"/>` +
    shine(66, 112, 7, 18, 18)
  );
}

function bokChoy(sheet: Sheet): string {
  const leaf = sheet.radial([0, '#7fbf4e'], [0.6, '#3f8d38'], [1, '#26662b']);
  const blade = (turn: number, scale: number) =>
    `<g transform="rotate(${turn} 100 160) scale(${scale})" transform-origin="100 160"><path d="M100 30C64 34 54 74 72 98C78 106 90 110 94 124H106C110 110 122 106 128 98C146 74 136 34 100 30Z" fill="${leaf}"/><path d="M96 124L99 48H101L104 124" fill="#e9f5d6"/><path d="M99 96L80 74M101 96L120 74M99 78L86 58M101 78L114 58" stroke="#cfe8ad" stroke-width="2.6"/></g>`;
  return (
    groundShadow(100, 176, 40) +
    blade(-28, 0.94) +
    blade(28, 0.94) +
    blade(0, 1) +
    `<path d="M70 120C64 150 74 176 100 176C126 176 136 150 130 120C118 112 110 112 100 122C90 112 82 112 70 120Z" fill="${sheet.vertical([0, '#e4f2c8'], [0.5, '#ffffff'], [1, '#d6e6b6'])}"/>` +
    `<path d="M84 124C80 146 84 166 92 174M116 124C120 146 116 166 108 174M100 124V174" fill="none" stroke="#b9d395" stroke-width="2.6"/>`
  );
}

function pepper(sheet: Sheet): string {
  return (
    groundShadow(100, 172, 46) +
    `<path d="M100 66C86 54 46 56 46 92C46 130 62 168 82 170C90 171 94 166 100 166C106 166 110 171 118 170C138 168 154 130 154 92C154 56 114 54 100 66Z" fill="${ballShade(sheet, '#efb21e')}"/>` +
    `<path d="M100 72C82 88 80 140 88 166M100 72C118 88 120 140 112 166" fill="none" stroke="#b77c0c" stroke-width="3.4" opacity="0.45"/>` +
    `<path d="M74 70C84 60 116 60 126 70C114 78 106 72 100 78C94 72 86 78 74 70Z" fill="#3f8a35"/><path d="M100 68C98 52 102 44 112 38" stroke="#3f8a35" stroke-width="9" stroke-linecap="round" fill="none"/>` +
    shine(66, 98, 7, 20, 8)
  );
}

function eggplant(sheet: Sheet): string {
  return (
    groundShadow(98, 172, 50) +
    `<g transform="rotate(24 100 100)"><path d="M76 62C56 100 50 168 100 176C150 168 144 100 124 62Z" fill="${ballShade(sheet, '#5a2a78')}"/>` +
    `<path d="M64 82C68 60 82 50 100 50C118 50 132 60 136 82C126 76 120 74 116 86C110 72 104 72 100 84C96 72 90 72 84 86C80 74 74 76 64 82Z" fill="#4c8f3a"/><path d="M100 54C98 40 102 30 110 24" stroke="#4c8f3a" stroke-width="9" stroke-linecap="round" fill="none"/>${shine(78, 124, 7, 24, 8)}</g>`
  );
}

function mushrooms(sheet: Sheet): string {
  const cap = ballShade(sheet, '#b5793f');
  const stalk = sheet.horizontal([0, '#fff8ea'], [0.5, '#f3e4c8'], [1, '#cdb48c']);
  const one = (x: number, y: number, size: number) =>
    `<g transform="translate(${x} ${y}) scale(${size})"><path d="M-16 0C-14 26 -20 44 -18 56C-10 64 10 64 18 56C20 44 14 26 16 0Z" fill="${stalk}"/><path d="M-52 6C-54 -36 -26 -54 0 -54S54 -36 52 6C30 16 -30 16 -52 6Z" fill="${cap}"/><ellipse cx="0" cy="7" rx="50" ry="7" fill="#8a5a2c" opacity="0.5"/><ellipse cx="-20" cy="-28" rx="12" ry="8" fill="#fff" opacity="0.28"/></g>`;
  return groundShadow(100, 172, 66) + one(134, 116, 0.8) + one(82, 106, 1.08);
}

function corn(sheet: Sheet): string {
  const kernels = Array.from({ length: 9 }, (_, row) =>
    Array.from(
      { length: 5 },
      (_, column) =>
        `<rect x="${72 + column * 11.6}" y="${40 + row * 13}" width="10.4" height="11.6" rx="4.4" fill="${column < 2 ? '#ffe07a' : '#f3b92b'}"/>`,
    ).join(''),
  ).join('');
  const body =
    '<path d="M100 26C122 30 132 70 130 110C128 146 116 164 100 168C84 164 72 146 70 110C68 70 78 30 100 26Z"/>';
  return (
    groundShadow(100, 176, 40) +
    `<g transform="rotate(14 100 110)"><path d="M100 26C122 30 132 70 130 110C128 146 116 164 100 168C84 164 72 146 70 110C68 70 78 30 100 26Z" fill="${sheet.horizontal([0, '#e8a91e'], [1, '#c98512'])}"/>${sheet.clipped(body, kernels)}` +
    `<path d="M100 180C70 172 52 136 60 84C78 110 92 140 100 180Z" fill="#7fb64a"/><path d="M100 180C130 172 148 136 140 84C122 110 108 140 100 180Z" fill="#5a9638"/><path d="M96 176C80 150 70 124 64 98M104 176C120 150 130 124 136 98" stroke="#3f7a2c" stroke-width="2" fill="none" opacity="0.6"/></g>`
  );
}

function garlic(sheet: Sheet): string {
  return (
    groundShadow(100, 170, 50) +
    `<path d="M96 40C98 66 86 76 68 90C42 110 48 160 80 166C92 169 108 169 120 166C152 160 158 110 132 90C114 76 104 66 106 40Z" fill="${sheet.radial([0, '#ffffff'], [0.5, '#f5eef0'], [1, '#cdb9c2'])}"/>` +
    `<path d="M100 70C78 96 72 136 86 166M100 70C122 96 128 136 114 166M100 70V168" fill="none" stroke="#b79aa8" stroke-width="2.6" opacity="0.7"/>` +
    `<path d="M84 168q16 8 32 0" stroke="#b79a6a" stroke-width="4" fill="none" stroke-linecap="round"/>`
  );
}

function pumpkin(sheet: Sheet): string {
  const lobe = ballShade(sheet, '#ea8623');
  const one = (cx: number, rx: number) => `<ellipse cx="${cx}" cy="122" rx="${rx}" ry="48" fill="${lobe}"/>`;
  return (
    groundShadow(100, 170, 66) +
    one(56, 28) +
    one(144, 28) +
    one(76, 30) +
    one(124, 30) +
    one(100, 30) +
    `<path d="M92 80C92 64 96 54 88 44L108 40C108 54 110 66 110 80Z" fill="#6b8f2f"/>` +
    shine(70, 104, 5, 18, 10)
  );
}

export const vegetables = {
  tomatoes: { tint: '#fbded6', draw: tomatoes },
  cucumber: { tint: '#e2f0d6', draw: cucumber },
  carrot: { tint: '#fde5cb', draw: carrot },
  broccoli: { tint: '#e3f1d8', draw: broccoli },
  potato: { tint: '#f3e6cf', draw: potato },
  onion: { tint: '#f4dfe8', draw: onion },
  'bok-choy': { tint: '#e4f2d6', draw: bokChoy },
  pepper: { tint: '#fcf0c8', draw: pepper },
  eggplant: { tint: '#e9dff1', draw: eggplant },
  mushrooms: { tint: '#f1e4d2', draw: mushrooms },
  corn: { tint: '#fbf1c8', draw: corn },
  garlic: { tint: '#ece4ee', draw: garlic },
  pumpkin: { tint: '#fde6cd', draw: pumpkin },
} as const satisfies Record<string, Drawing>;
