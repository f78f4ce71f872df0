/** Milk and what is made of it, and eggs. */
import { drawBottle } from './bottle.ts';
import { drawGableCarton } from './carton.ts';
import { drawTub } from './pouch.ts';
import { ballShade, type Drawing, groundShadow, roundShade, type Sheet } from './sheet.ts';

function cheese(sheet: Sheet): string {
  const holes = [
    [70, 132, 9],
    [104, 146, 12],
    [136, 126, 8],
    [120, 118, 5],
    [88, 120, 5],
  ]
    .map(
      ([x, y, r]) =>
        `<circle cx="${x}" cy="${y}" r="${r}" fill="#c98a12"/><circle cx="${(x ?? 0) + 1.5}" cy="${(y ?? 0) + 2}" r="${(r ?? 0) - 1.5}" fill="#e0a424"/>`,
    )
    .join('');
  const wedge = '<path d="M36 108H164V160H36Z"/>';
  return (
    groundShadow(102, 164, 70) +
    `<path d="M36 108L120 62C146 66 160 86 164 108Z" fill="${sheet.horizontal([0, '#fff0a8'], [1, '#f7cf52'])}"/>` +
    `<path d="M36 108H164V160H36Z" fill="${sheet.vertical([0, '#f8c93a'], [1, '#e2a41c'])}"/>` +
    sheet.clipped(wedge, holes) +
    `<ellipse cx="118" cy="86" rx="11" ry="5" fill="#e2ac2c"/><ellipse cx="84" cy="96" rx="7" ry="3" fill="#e2ac2c"/>`
  );
}

function cheeseSticks(sheet: Sheet): string {
  const stick = (x: number, turn: number) =>
    `<g transform="rotate(${turn} ${x} 170)"><rect x="${x - 12}" y="44" width="24" height="128" rx="8" fill="${roundShade(sheet, '#f7cf52')}"/><path d="M${x - 12} 100L${x - 6} 94L${x} 102L${x + 6} 94L${x + 12} 100V164Q${x + 12} 172 ${x + 4} 172H${x - 4}Q${x - 12} 172 ${x - 12} 164Z" fill="${roundShade(sheet, '#d8412f')}"/><rect x="${x - 8}" y="122" width="16" height="30" rx="4" fill="#fff3d6"/><circle cx="${x}" cy="132" r="4" fill="#f0b93a"/><circle cx="${x}" cy="143" r="2.5" fill="#f0b93a"/></g>`;
  return groundShadow(100, 174, 56) + stick(64, -12) + stick(136, 12) + stick(100, 0);
}

function butter(sheet: Sheet): string {
  return (
    groundShadow(100, 160, 76) +
    `<path d="M24 150H176L164 162H36Z" fill="#cfe0e6"/><ellipse cx="100" cy="150" rx="78" ry="9" fill="#eef6f8"/>` +
    `<path d="M128 96L158 84V132L128 148Z" fill="#dca93c"/><path d="M44 96L76 84H158L128 96Z" fill="#fff3b8"/><rect x="44" y="96" width="84" height="52" fill="${sheet.vertical([0, '#fbe08a'], [1, '#f0c455'])}"/>` +
    `<path d="M98 90L128 78C134 86 130 90 128 96V148H98Z" fill="#fffdf4" opacity="0.9"/><path d="M128 96L158 84V132L128 148Z" fill="#f4f7f8"/><path d="M98 112H158M98 126H158" stroke="#3a78ad" stroke-width="5" opacity="0.8"/>`
  );
}

function eggs(sheet: Sheet): string {
  const shell = ballShade(sheet, '#e2b083');
  const pale = ballShade(sheet, '#f6e3cd');
  const egg = (x: number, y: number, fill: string) =>
    `<path d="M${x} ${y - 32}C${x + 20} ${y - 32} ${x + 26} ${y} ${x + 24} ${y + 12}C${x + 22} ${y + 30} ${x - 22} ${y + 30} ${x - 24} ${y + 12}C${x - 26} ${y} ${x - 20} ${y - 32} ${x} ${y - 32}Z" fill="${fill}"/>`;
  return (
    groundShadow(100, 168, 78) +
    egg(66, 86, pale) +
    egg(112, 84, shell) +
    egg(150, 88, pale) +
    egg(44, 106, shell) +
    egg(90, 106, shell) +
    egg(134, 106, pale) +
    `<path d="M16 116Q28 128 44 118Q66 132 90 118Q112 132 134 118Q160 132 184 114L172 162C172 168 28 168 28 162Z" fill="${sheet.vertical([0, '#a9b7b0'], [1, '#75857d'])}"/><path d="M40 136V160M88 136V160M136 136V160" stroke="#5b6a63" stroke-width="3" opacity="0.5"/>`
  );
}

function iceCream(sheet: Sheet): string {
  const cone = '<path d="M66 104H134L104 180H96Z"/>';
  const waffle = Array.from(
    { length: 10 },
    (_, i) =>
      `<path d="M${20 + i * 16} 90L${70 + i * 16} 190M${180 - i * 16} 90L${130 - i * 16} 190" stroke="#a8692a" stroke-width="2.4"/>`,
  ).join('');
  return (
    groundShadow(100, 180, 20) +
    `<g transform="translate(11 23) scale(0.88)"><path d="M66 104H134L104 180H96Z" fill="${sheet.horizontal([0, '#e9b467'], [0.5, '#d9994a'], [1, '#b3742c'])}"/>${sheet.clipped(cone, waffle)}` +
    `<circle cx="80" cy="86" r="27" fill="${ballShade(sheet, '#f4b8c2')}"/><circle cx="122" cy="86" r="27" fill="${ballShade(sheet, '#fff0cc')}"/><circle cx="101" cy="56" r="28" fill="${ballShade(sheet, '#8a5232')}"/>` +
    `<path d="M58 96C66 110 78 100 88 108C98 116 110 102 120 108C130 112 138 104 144 96V90H58Z" fill="#f7d9c0"/><circle cx="108" cy="28" r="9" fill="${ballShade(sheet, '#c21f30')}"/><path d="M110 22q4 -10 12 -12" stroke="#4f7a2a" stroke-width="3" fill="none"/></g>`
  );
}

export const dairy = {
  milk: {
    tint: '#dceaf6',
    draw: (s) => drawGableCarton(s, { ground: '#f4f8fb', band: '#2c72b5', emblem: 'cow', a: '#3a4654' }),
  },
  'chocolate-milk': {
    tint: '#eeddcf',
    draw: (s) =>
      drawGableCarton(s, { ground: '#f7ebdd', band: '#6f3d1e', emblem: 'bean', a: '#6f3d1e', b: '#f7ebdd' }),
  },
  'strawberry-yogurt': {
    tint: '#fbdde3',
    draw: (s) =>
      drawTub(s, {
        ground: '#fffafa',
        band: '#d8466a',
        lid: '#e9798f',
        emblem: 'berry',
        a: '#d6263c',
        b: '#4c9a32',
      }),
  },
  yogurt: {
    tint: '#dfeaf5',
    draw: (s) =>
      drawTub(s, {
        tall: true,
        ground: '#ffffff',
        band: '#4b8fc9',
        lid: '#8db9de',
        emblem: 'drop',
        a: '#4b8fc9',
        b: '#ffffff',
      }),
  },
  'drinking-yogurt': {
    tint: '#fbe6da',
    draw: (s) =>
      drawBottle(s, {
        shape: 'small',
        liquid: '#fff3e6',
        cap: '#d7352e',
        label: { ground: '#d7352e', band: '#ffd9a0', emblem: 'heart', a: '#fff3e6' },
        labelAt: [104, 40],
      }),
  },
  cheese: { tint: '#fbf0c9', draw: cheese },
  'cheese-sticks': { tint: '#fdefc9', draw: cheeseSticks },
  butter: { tint: '#f9f0cf', draw: butter },
  eggs: { tint: '#f2e6d8', draw: eggs },
  'ice-cream': { tint: '#fbe1e2', draw: iceCream },
} as const satisfies Record<string, Drawing>;
