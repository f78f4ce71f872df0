/** Bread, cakes and small meals. */
import { ballShade, type Drawing, groundShadow, type Sheet } from './sheet.ts';

const crust = (sheet: Sheet) => sheet.vertical([0, '#eab268'], [0.5, '#c9853a'], [1, '#955219']);

function toastLoaf(sheet: Sheet): string {
  return (
    groundShadow(102, 168, 70) +
    `<path d="M92 70C72 48 118 40 148 52C172 52 176 78 164 88V160H92Z" fill="${sheet.horizontal([0, '#b97632'], [1, '#8e5018'])}"/>` +
    `<path d="M40 88C22 76 30 52 60 54C80 46 118 46 122 66C124 78 118 84 114 88V158Q114 164 108 164H46Q40 164 40 158Z" fill="${crust(sheet)}"/>` +
    `<path d="M48 86C36 76 42 60 62 62C80 54 112 56 114 68C114 78 110 80 106 86V156H48Z" fill="#fdebc8"/>` +
    [
      [62, 88],
      [84, 80],
      [96, 104],
      [66, 118],
      [86, 134],
      [60, 144],
      [98, 146],
    ]
      .map(([x, y]) => `<ellipse cx="${x}" cy="${y}" rx="3.4" ry="2.4" fill="#e9c88e"/>`)
      .join('')
  );
}

function baguette(sheet: Sheet): string {
  const cuts = [46, 78, 110, 142]
    .map(
      (x) =>
        `<path d="M${x} 84C${x + 12} 88 ${x + 18} 102 ${x + 14} 116C${x + 4} 112 ${x - 4} 98 ${x} 84Z" fill="#fbe2b2"/>`,
    )
    .join('');
  return (
    groundShadow(100, 160, 74) +
    `<g transform="rotate(-26 100 100)"><rect x="10" y="76" width="180" height="50" rx="25" fill="${crust(sheet)}"/>${cuts}</g>`
  );
}

function croissant(sheet: Sheet): string {
  const dough = crust(sheet);
  const roll = (d: string) =>
    `<path d="${d}" fill="${dough}" stroke="#8a4c16" stroke-width="2" stroke-opacity="0.5"/>`;
  return (
    groundShadow(100, 160, 70) +
    roll('M24 142C14 122 22 100 40 92L62 130C50 136 40 150 24 142Z') +
    roll('M176 142C186 122 178 100 160 92L138 130C150 136 160 150 176 142Z') +
    roll('M36 96C42 76 60 66 76 68L86 126C74 124 62 128 56 132Z') +
    roll('M164 96C158 76 140 66 124 68L114 126C126 124 138 128 144 132Z') +
    roll('M70 70C82 56 118 56 130 70L120 130C108 124 92 124 80 130Z') +
    `<path d="M92 66C88 84 88 104 92 122M110 66C114 84 114 104 110 122" stroke="#fbe2b2" stroke-width="4" fill="none" opacity="0.6" stroke-linecap="round"/>`
  );
}

function steamedBun(sheet: Sheet): string {
  return (
    groundShadow(100, 172, 74) +
    `<path d="M26 140H174V158C174 170 26 170 26 158Z" fill="${sheet.horizontal([0, '#d9a860'], [0.5, '#c08a40'], [1, '#8f5f24'])}"/><path d="M26 150H174" stroke="#7a4c1a" stroke-width="3" opacity="0.5"/><ellipse cx="100" cy="140" rx="74" ry="12" fill="#e6bf80"/>` +
    `<path d="M42 136C36 92 74 62 100 62S164 92 158 136C140 150 60 150 42 136Z" fill="${sheet.radial([0, '#ffffff'], [0.55, '#fbf4ea'], [1, '#d9c6ae'])}"/>` +
    `<path d="M100 66C84 74 70 88 64 104M100 66C116 74 130 88 136 104M100 66C94 80 90 92 90 108M100 66C106 80 110 92 110 108" fill="none" stroke="#d5bfa2" stroke-width="4" stroke-linecap="round"/><path d="M92 64q8 -9 16 0q-8 8 -16 0Z" fill="#e9d8c0"/>` +
    `<path d="M70 44c-6 -8 6 -12 0 -20M100 40c-6 -8 6 -12 0 -20M130 44c-6 -8 6 -12 0 -20" stroke="#fff" stroke-width="5" fill="none" stroke-linecap="round"/>`
  );
}

function donut(sheet: Sheet): string {
  const colours = ['#ffffff', '#f7d04a', '#6cc3d8', '#8ed06a'];
  const sprinkles = [
    [66, 84, 20],
    [92, 66, -30],
    [124, 70, 40],
    [146, 92, -10],
    [60, 110, -50],
    [140, 122, 60],
    [78, 136, 10],
    [116, 140, -20],
    [104, 82, 70],
    [82, 104, 80],
    [126, 104, 15],
  ]
    .map(
      ([x, y, turn], i) =>
        `<rect x="-7" y="-2.5" width="14" height="5" rx="2.5" fill="${colours[i % 4]}" transform="translate(${x} ${y}) rotate(${turn})"/>`,
    )
    .join('');
  return (
    groundShadow(100, 168, 62) +
    `<path fill-rule="evenodd" d="M100 46A62 60 0 1 1 99.900 46ZM100 88A18 17 0 1 0 100.100 88Z" fill="${ballShade(sheet, '#d79a4e')}"/>` +
    `<path fill-rule="evenodd" d="M100 50C136 50 158 76 156 104C154 114 146 112 142 122C136 136 124 130 114 140C104 150 92 138 80 142C66 144 66 126 54 124C44 120 42 110 44 98C48 70 70 50 100 50ZM100 86A20 19 0 1 0 100.100 86Z" fill="${sheet.radial([0, '#f9b7cb'], [1, '#de6e98'])}"/>${sprinkles}`
  );
}

function eggTart(sheet: Sheet): string {
  const folds = Array.from(
    { length: 11 },
    (_, i) =>
      `<path d="M${38 + i * 12.4} 104L${50 + i * 10} 150" stroke="#a5671f" stroke-width="2.6" opacity="0.6"/>`,
  ).join('');
  return (
    groundShadow(100, 158, 60) +
    `<path d="M32 100H168L148 152C146 158 54 158 52 152Z" fill="${crust(sheet)}"/>${folds}` +
    `<ellipse cx="100" cy="100" rx="68" ry="26" fill="#e9b868"/><ellipse cx="100" cy="99" rx="57" ry="20" fill="${sheet.radial([0, '#ffe58a'], [0.7, '#f7bf35'], [1, '#dc9418'])}"/>` +
    `<path d="M76 98q10 -8 22 -4q6 8 -6 10q-14 2 -16 -6ZM114 92q12 -2 16 6q-8 8 -16 2Z" fill="#8a4a14" opacity="0.75"/><ellipse cx="82" cy="90" rx="14" ry="3" fill="#fff" opacity="0.5"/>`
  );
}

function cakeSlice(sheet: Sheet): string {
  return (
    groundShadow(102, 166, 68) +
    `<path d="M34 96L128 62L166 96V156H34Z" fill="#f6e3c6"/><path d="M34 96H166V156H34Z" fill="${sheet.vertical([0, '#f5d69a'], [1, '#e6b769'])}"/>` +
    `<rect x="34" y="116" width="132" height="9" fill="#fffaf2"/><rect x="34" y="125" width="132" height="6" fill="#d6354a"/><rect x="34" y="146" width="132" height="10" fill="#fffaf2"/>` +
    `<path d="M34 96L128 62C150 66 164 80 166 96V104C158 112 152 102 144 106C134 112 128 102 118 106C106 112 98 102 88 106C78 112 70 102 60 106C50 110 42 104 34 106Z" fill="#fffaf2"/>` +
    `<path d="M118 84C96 78 92 58 102 50C110 44 118 50 120 54C124 48 134 46 140 54C146 64 138 80 118 84Z" fill="${ballShade(sheet, '#d8262f')}"/><path d="M120 54C112 54 108 48 108 44C114 46 118 44 121 40C124 44 128 46 134 44C134 50 128 54 120 54Z" fill="#4c9a32"/>`
  );
}

function sandwich(sheet: Sheet): string {
  const layer = (y: number, colour: string, wave = 0) =>
    `<path d="M36 ${y}Q58 ${y + wave} 80 ${y}T124 ${y}T168 ${y}V${y + 12}H36Z" fill="${colour}"/>`;
  return (
    groundShadow(102, 166, 70) +
    `<path d="M32 96L132 46L172 96Z" fill="${sheet.vertical([0, '#fff4da'], [1, '#f1d9a6'])}"/><path d="M32 96L132 46L136 50L172 96Z" fill="none" stroke="#c08038" stroke-width="4"/>` +
    `<rect x="32" y="96" width="140" height="16" rx="4" fill="#fbe9c4"/>` +
    layer(112, '#6fb53e', 8) +
    layer(122, '#e2463a') +
    layer(130, '#ffd45a', 8) +
    layer(138, '#f0a3a0') +
    `<rect x="32" y="148" width="140" height="16" rx="4" fill="#f3d9a4"/><path d="M32 164H172" stroke="#c08038" stroke-width="4"/>`
  );
}

function riceBall(sheet: Sheet): string {
  const grains = [
    [84, 74, 20],
    [112, 78, -30],
    [98, 92, 60],
    [74, 104, -20],
    [126, 104, 30],
    [66, 128, 50],
    [136, 130, -40],
    [100, 64, 0],
  ]
    .map(
      ([x, y, turn]) =>
        `<ellipse cx="${x}" cy="${y}" rx="6" ry="3" fill="#fff" stroke="#d9d3c6" stroke-width="1.2" transform="rotate(${turn} ${x} ${y})"/>`,
    )
    .join('');
  return (
    groundShadow(100, 168, 62) +
    `<path d="M100 40C112 40 120 48 126 58L160 124C170 146 160 164 140 164H60C40 164 30 146 40 124L74 58C80 48 88 40 100 40Z" fill="${sheet.radial([0, '#ffffff'], [0.6, '#f8f4ea'], [1, '#dcd2be'])}"/>${grains}` +
    `<path d="M72 112H128V164H72Z" fill="${sheet.horizontal([0, '#2f5a3c'], [0.5, '#17382a'], [1, '#0d2419'])}"/><path d="M80 122h8M96 132h10M84 146h8M112 126h8M108 150h10" stroke="#4f7f5c" stroke-width="2.4" opacity="0.7"/>`
  );
}

function muffin(sheet: Sheet): string {
  const pleats = Array.from(
    { length: 8 },
    (_, i) =>
      `<path d="M${58 + i * 12} 112L${66 + i * 9.8} 168" stroke="#8d2f3e" stroke-width="2.6" opacity="0.5"/>`,
  ).join('');
  return (
    groundShadow(100, 170, 44) +
    `<path d="M48 108H152L138 166C136 172 64 172 62 166Z" fill="${sheet.horizontal([0, '#d25a68'], [0.3, '#e98b93'], [1, '#a83a4a'])}"/>${pleats}` +
    `<path d="M42 112C30 96 44 82 54 82C56 58 82 46 102 48C126 46 146 60 148 82C160 84 168 100 156 112C140 122 60 122 42 112Z" fill="${ballShade(sheet, '#8a5230')}"/>` +
    [
      [76, 72],
      [104, 64],
      [126, 82],
      [92, 94],
      [62, 98],
      [134, 102],
      [112, 104],
    ]
      .map(([x, y]) => `<ellipse cx="${x}" cy="${y}" rx="6" ry="4.4" fill="#3a1c0e"/>`)
      .join('')
  );
}

function cookie(sheet: Sheet): string {
  const chips = [
    [72, 86, 9],
    [106, 72, 8],
    [134, 96, 10],
    [94, 110, 9],
    [66, 124, 7],
    [118, 136, 9],
    [88, 146, 6],
    [140, 126, 6],
  ]
    .map(
      ([x, y, r]) =>
        `<circle cx="${x}" cy="${y}" r="${r}" fill="#4a2412"/><circle cx="${(x ?? 0) - 2}" cy="${(y ?? 0) - 2}" r="${(r ?? 0) / 3}" fill="#8a5a3a"/>`,
    )
    .join('');
  return (
    groundShadow(100, 170, 56) +
    `<circle cx="100" cy="108" r="62" fill="${ballShade(sheet, '#d49a52')}"/>${chips}`
  );
}

export const bakery = {
  bread: { tint: '#f7e7cd', draw: toastLoaf },
  baguette: { tint: '#f6e6cf', draw: baguette },
  croissant: { tint: '#fae8cc', draw: croissant },
  'steamed-buns': { tint: '#e9e3da', draw: steamedBun },
  donut: { tint: '#fbdfe7', draw: donut },
  'egg-tart': { tint: '#fcefc9', draw: eggTart },
  cake: { tint: '#fbe3df', draw: cakeSlice },
  sandwich: { tint: '#e9f1d6', draw: sandwich },
  'rice-ball': { tint: '#e2ecdf', draw: riceBall },
  muffin: { tint: '#f3dfd8', draw: muffin },
  cookies: { tint: '#f6e6cf', draw: cookie },
} as const satisfies Record<string, Drawing>;
