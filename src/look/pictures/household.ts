/** Things for the home and the way. */
import { drawBottle } from './bottle.ts';
import { drawBox } from './carton.ts';
import { drawPouch } from './pouch.ts';
import { type Drawing, groundShadow, roundShade, type Sheet } from './sheet.ts';

function toiletRoll(sheet: Sheet): string {
  return (
    groundShadow(102, 170, 60) +
    `<path d="M48 76V150C48 176 138 176 138 150V76Z" fill="${sheet.horizontal([0, '#e7e2da'], [0.3, '#ffffff'], [1, '#cfc8bc'])}"/>` +
    `<ellipse cx="93" cy="76" rx="45" ry="20" fill="#fdfcf9"/><ellipse cx="93" cy="76" rx="18" ry="8" fill="#b98e5c"/><ellipse cx="93" cy="77.500" rx="13" ry="5" fill="#7d5a34"/><ellipse cx="93" cy="76" rx="31" ry="14" fill="none" stroke="#e2dcd0" stroke-width="2"/>` +
    `<path d="M138 78C146 100 142 130 156 168L118 172C112 150 116 120 112 96Z" fill="${sheet.vertical([0, '#ffffff'], [1, '#e9e4da'])}"/><path d="M120 140L148 136" stroke="#d5cec0" stroke-width="2" stroke-dasharray="5 5"/>`
  );
}

function toothpaste(sheet: Sheet): string {
  return (
    groundShadow(100, 160, 72) +
    `<g transform="rotate(-24 100 104)"><path d="M20 70H28L140 84V124L28 138H20Z" fill="${sheet.vertical([0, '#ffffff'], [0.5, '#eaf6fb'], [1, '#b9d6e2'])}"/><path d="M60 74L140 84V124L96 130C76 116 66 96 60 74Z" fill="#1f8fc0"/><path d="M82 77L140 84V110C112 108 94 94 82 77Z" fill="#38b6a0"/>` +
    `<rect x="138" y="88" width="12" height="32" fill="#d9e6ea"/><rect x="148" y="84" width="30" height="40" rx="6" fill="${roundShade(sheet, '#1f6f98')}"/><path d="M22 72V136" stroke="#9ec2d0" stroke-width="3"/></g>`
  );
}

function toothbrush(sheet: Sheet): string {
  const bristles = Array.from(
    { length: 6 },
    (_, i) =>
      `<rect x="${130 + i * 8}" y="66" width="6" height="24" rx="2" fill="${i % 2 ? '#ffffff' : '#bfe6f5'}"/>`,
  ).join('');
  return (
    groundShadow(100, 160, 72) +
    `<g transform="rotate(-28 100 104)">${bristles}<path d="M12 96C12 86 28 84 48 88C80 94 104 90 124 88H180Q186 88 186 95T180 102H124C104 104 84 112 48 108C28 108 12 106 12 96Z" fill="${sheet.vertical([0, '#7ed2b6'], [0.5, '#2fa583'], [1, '#16694f'])}"/><path d="M30 97C44 93 60 96 76 99" stroke="#eafff6" stroke-width="6" stroke-linecap="round" fill="none" opacity="0.8"/></g>`
  );
}

function soapBar(sheet: Sheet): string {
  const bubble = (x: number, y: number, r: number) =>
    `<circle cx="${x}" cy="${y}" r="${r}" fill="#fff" opacity="0.75"/><circle cx="${x - r * 0.3}" cy="${y - r * 0.3}" r="${r * 0.28}" fill="#cfe8f4"/>`;
  return (
    groundShadow(100, 160, 66) +
    `<rect x="38" y="92" width="124" height="64" rx="30" fill="${sheet.vertical([0, '#f6c4d4'], [0.5, '#ea93b0'], [1, '#bb5f80'])}"/><rect x="38" y="82" width="124" height="58" rx="28" fill="${sheet.vertical([0, '#fde0e9'], [1, '#f2a9c0'])}"/><rect x="64" y="98" width="72" height="26" rx="13" fill="none" stroke="#d8809e" stroke-width="4"/>` +
    bubble(70, 62, 16) +
    bubble(104, 48, 22) +
    bubble(138, 66, 12) +
    bubble(88, 34, 8)
  );
}

function batteries(sheet: Sheet): string {
  const one = (x: number, y: number) =>
    `<rect x="${x + 12}" y="${y - 10}" width="18" height="12" rx="3" fill="${sheet.horizontal([0, '#9aa2a6'], [0.4, '#f2f4f5'], [1, '#7b8387'])}"/><rect x="${x}" y="${y}" width="42" height="34" rx="5" fill="${roundShade(sheet, '#d98a35')}"/><rect x="${x}" y="${y + 30}" width="42" height="78" rx="4" fill="${roundShade(sheet, '#2b2d33')}"/><path d="M${x + 21} ${y + 46}v20M${x + 11} ${y + 56}h20" stroke="#f2f2f2" stroke-width="4" stroke-linecap="round"/>`;
  return groundShadow(100, 172, 58) + one(50, 64) + one(106, 64);
}

function umbrella(sheet: Sheet): string {
  return (
    groundShadow(100, 176, 30) +
    `<path d="M100 40V150C100 170 126 170 126 152" fill="none" stroke="#6b4423" stroke-width="7" stroke-linecap="round"/>` +
    `<path d="M24 106C24 60 60 36 100 36S176 60 176 106C164 94 148 94 138 106C128 94 110 94 100 106C90 94 72 94 62 106C52 94 36 94 24 106Z" fill="${sheet.vertical([0, '#3a8fb5'], [1, '#1d5f86'])}"/>` +
    `<path d="M62 106C62 72 80 46 100 36C120 46 138 72 138 106C128 94 110 94 100 106C90 94 72 94 62 106Z" fill="#57b0d3"/><path d="M100 36V22" stroke="#6b4423" stroke-width="6" stroke-linecap="round"/>`
  );
}

function chargingCable(sheet: Sheet): string {
  const cable =
    'M136 66C176 78 176 128 130 130C78 132 60 88 98 82C132 78 146 122 112 150C88 168 60 160 54 138';
  const plug = sheet.horizontal([0, '#ffffff'], [0.5, '#eceff1'], [1, '#b7bec3']);
  return (
    groundShadow(104, 172, 62) +
    `<path d="${cable}" fill="none" stroke="#b9c1c6" stroke-width="11" stroke-linecap="round"/><path d="${cable}" fill="none" stroke="#ffffff" stroke-width="7" stroke-linecap="round"/>` +
    `<g transform="rotate(-62 136 66)"><rect x="122" y="20" width="28" height="44" rx="6" fill="${plug}"/><rect x="128" y="4" width="16" height="18" rx="3" fill="#8c959b"/></g>` +
    `<g transform="rotate(8 54 130)"><rect x="42" y="96" width="24" height="40" rx="7" fill="${plug}"/><rect x="46" y="84" width="16" height="14" rx="5" fill="#8c959b"/></g>`
  );
}

function faceMask(sheet: Sheet): string {
  return (
    groundShadow(100, 156, 66) +
    `<path d="M40 82C8 84 10 128 42 130M160 82C192 84 190 128 158 130" fill="none" stroke="#fff" stroke-width="6"/>` +
    `<path d="M38 76C70 64 130 64 162 76C166 100 164 130 156 144C120 156 80 156 44 144C36 130 34 100 38 76Z" fill="${sheet.vertical([0, '#bfe3f3'], [1, '#6db4d6'])}"/>` +
    `<path d="M40 96C80 88 120 88 160 96M40 114C80 108 120 108 160 114M42 131C80 128 120 128 158 131" stroke="#4b96bb" stroke-width="3" fill="none" opacity="0.7"/><path d="M76 73Q100 68 124 73" stroke="#fff" stroke-width="5" stroke-linecap="round" fill="none"/>`
  );
}

function lightBulb(sheet: Sheet): string {
  return (
    groundShadow(100, 176, 24) +
    `<path d="M100 28C64 28 44 56 46 86C48 110 70 118 74 142H126C130 118 152 110 154 86C156 56 136 28 100 28Z" fill="${sheet.radial([0, '#fffdf0'], [0.5, '#ffe98f'], [1, '#f2be3a'])}"/>` +
    `<path d="M84 140L80 96L92 104L100 92L108 104L120 96L116 140" fill="none" stroke="#c98512" stroke-width="4" stroke-linejoin="round"/>` +
    `<rect x="74" y="140" width="52" height="26" rx="5" fill="${roundShade(sheet, '#aab2b7')}"/><path d="M74 149H126M74 157H126" stroke="#6f787d" stroke-width="3"/><path d="M86 166H114L108 176H92Z" fill="#4a5054"/>`
  );
}

const tissue = (x: number, y: number) =>
  `<path d="M${x - 26} ${y}C${x - 30} ${y - 20} ${x - 12} ${y - 30} ${x - 20} ${y - 46}C${x - 4} ${y - 38} ${x + 6} ${y - 44} ${x + 24} ${y - 50}C${x + 16} ${y - 30} ${x + 32} ${y - 20} ${x + 24} ${y}Z" fill="#ffffff"/><path d="M${x - 8} ${y}C${x - 10} ${y - 16} ${x} ${y - 26} ${x - 2} ${y - 38}" stroke="#d9e2e8" stroke-width="3" fill="none"/>`;

/** What stands for a product without a picture of its own: a parcel. */
function parcel(sheet: Sheet): string {
  return (
    groundShadow(100, 168, 70) +
    `<path d="M32 82L100 56L168 82L100 110Z" fill="#e6c08c"/><path d="M32 82L100 110V168L32 140Z" fill="${sheet.horizontal([0, '#d7a768'], [1, '#c8924f'])}"/><path d="M168 82L100 110V168L168 140Z" fill="#a9733a"/>` +
    `<path d="M66 69L134 96V118L122 112L112 122V105L46 77Z" fill="#f6e7cd" opacity="0.9"/>`
  );
}

export const household = {
  tissues: {
    tint: '#dde9f2',
    draw: (s) =>
      drawBox(s, {
        width: 116,
        height: 66,
        ground: '#5b93c4',
        band: '#e9f3fb',
        emblem: 'flower',
        a: '#ffffff',
        b: '#f6cf6a',
        top: tissue,
      }),
  },
  'toilet-roll': { tint: '#e6e9e4', draw: toiletRoll },
  'wet-wipes': {
    tint: '#d9efe6',
    draw: (s) =>
      drawPouch(s, { ground: '#45b08c', band: '#e8f8f1', emblem: 'drop', a: '#2f9fc4', b: '#ffffff' }),
  },
  toothpaste: { tint: '#dbeaf3', draw: toothpaste },
  toothbrush: { tint: '#dcf1ea', draw: toothbrush },
  shampoo: {
    tint: '#e6dff2',
    draw: (s) =>
      drawBottle(s, {
        shape: 'juice',
        liquid: '#7d5fb2',
        cap: '#f3eefb',
        label: { ground: '#f3eefb', band: '#c9a94f', emblem: 'flower', a: '#7d5fb2', b: '#e4c15f' },
        labelAt: [92, 58],
      }),
  },
  'dish-soap': {
    tint: '#e2f2d2',
    draw: (s) =>
      drawBottle(s, {
        shape: 'sport',
        liquid: '#7cc43a',
        cap: '#f2d12e',
        label: { ground: '#ffffff', band: '#2f8a3f', emblem: 'sparkle', a: '#2f8a3f', b: '#f2b81e' },
        labelAt: [80, 40],
      }),
  },
  soap: { tint: '#fbe1ea', draw: soapBar },
  batteries: { tint: '#ece2d3', draw: batteries },
  umbrella: { tint: '#d9eaf3', draw: umbrella },
  'charging-cable': { tint: '#e2e6ea', draw: chargingCable },
  'face-mask': { tint: '#d9edf5', draw: faceMask },
  'light-bulb': { tint: '#fbf2cd', draw: lightBulb },
  'hand-cream': {
    tint: '#fae6dc',
    draw: (s) =>
      drawBox(s, {
        width: 52,
        height: 124,
        ground: '#f0b49c',
        band: '#fff4ec',
        emblem: 'leaf',
        a: '#fff4ec',
        b: '#d98a6c',
      }),
  },
  parcel: { tint: '#efe4d3', draw: parcel },
} as const satisfies Record<string, Drawing>;
