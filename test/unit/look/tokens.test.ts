import { readFileSync } from 'node:fs';
import t from 'tap';
import {
  contrastPalette,
  darkPalette,
  lightPalette,
  type Palette,
  tokensCss,
} from '../../../src/look/tokens.ts';

t.test('the style sheet holds what the tokens say', async (t) => {
  const sheet = readFileSync(new URL('../../../src/look/tokens.css', import.meta.url), 'utf8');
  t.equal(sheet, tokensCss(), 'run scripts/write-tokens.ts');
});

const channel = (value: number) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

/** WCAG 2 relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) =>
    channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const themes: Readonly<Record<string, Palette>> = { lightPalette, darkPalette, contrastPalette };

for (const [name, palette] of Object.entries(themes)) {
  t.test(`text of ${name} has a contrast of 7:1 on every ground, borders of controls 3:1`, async (t) => {
    for (const ground of ['paper', 'surface', 'sunken'] as const) {
      for (const ink of ['ink', 'inkSoft', 'accent', 'saving', 'warning', 'danger', 'info'] as const) {
        t.ok(contrast(palette[ink], palette[ground]) >= 7, `${ink} on ${ground}`);
      }
      t.ok(contrast(palette.outline, palette[ground]) >= 3, `outline on ${ground}`);
      t.ok(contrast(palette.focus, palette[ground]) >= 3, `focus on ${ground}`);
    }
    for (const tone of ['accent', 'saving', 'warning', 'danger', 'info'] as const) {
      const ground = palette[`${tone}Soft`];
      t.ok(contrast(palette[tone], ground) >= 7, `${tone} on its soft ground`);
      t.ok(contrast(palette.inkSoft, ground) >= 7, `inkSoft on ${tone}Soft`);
    }
    t.ok(contrast(palette.onAccent, palette.accent) >= 7, 'onAccent on accent');
  });
}
