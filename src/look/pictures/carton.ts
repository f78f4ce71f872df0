/** Cartons and boxes seen from the front with a darker right side. */
import { darken, lighten } from './colour.ts';
import { type Motif, motif } from './motif.ts';
import { groundShadow, type Sheet } from './sheet.ts';

export interface Carton {
  readonly ground: string;
  readonly band: string;
  readonly emblem: Motif;
  readonly a: string;
  readonly b?: string;
}

function art(carton: Carton, x: number, y: number, width: number, height: number): string {
  return (
    `<path d="M${x} ${y + height * 0.66}C${x + width * 0.3} ${y + height * 0.54} ${x + width * 0.7} ${y + height * 0.82} ${x + width} ${y + height * 0.66}V${y + height}H${x}Z" fill="${carton.band}"/>` +
    motif(carton.emblem, x + width / 2, y + height * 0.4, width * 0.62, carton.a, carton.b)
  );
}

/** A milk carton with a gable and a screw cap. */
export function drawGableCarton(sheet: Sheet, carton: Carton): string {
  const front = sheet.horizontal([0, lighten(carton.ground, 0.3)], [1, carton.ground]);
  const side = darken(carton.ground, 0.2);
  return (
    groundShadow(102, 176, 52) +
    `<path d="M124 76L150 70V166L124 176Z" fill="${side}"/>` +
    `<path d="M124 128L150 124V166L124 176Z" fill="${darken(carton.band, 0.24)}"/>` +
    `<rect x="58" y="76" width="66" height="100" fill="${front}"/>` +
    sheet.clipped('<rect x="58" y="76" width="66" height="100"/>', art(carton, 58, 72, 66, 104)) +
    `<path d="M58 76L70 44H134L124 76Z" fill="${lighten(carton.ground, 0.14)}"/>` +
    `<path d="M124 76L134 44L150 70Z" fill="${darken(carton.ground, 0.28)}"/>` +
    `<path d="M70 44V28H134V44Z" fill="${darken(carton.ground, 0.06)}"/><path d="M70 33H134" stroke="${darken(carton.ground, 0.22)}" stroke-width="2"/>` +
    `<ellipse cx="95" cy="60" rx="12" ry="9" fill="${darken(carton.band, 0.2)}"/><ellipse cx="95" cy="57" rx="12" ry="9" fill="${lighten(carton.band, 0.12)}"/>` +
    `<rect x="63" y="80" width="5" height="92" rx="2.5" fill="#fff" opacity="0.4"/>`
  );
}

/** A small brick with a bent straw. */
export function drawBrick(sheet: Sheet, carton: Carton): string {
  const front = sheet.horizontal([0, lighten(carton.ground, 0.26)], [1, carton.ground]);
  return (
    groundShadow(102, 176, 50) +
    `<path d="M112 66V40L132 30" fill="none" stroke="#fff" stroke-width="8" stroke-linejoin="round"/>` +
    `<path d="M112 66V40L132 30" fill="none" stroke="${lighten(carton.band, 0.25)}" stroke-width="4.5" stroke-linejoin="round"/>` +
    `<path d="M122 72L146 62V164L122 176Z" fill="${darken(carton.ground, 0.22)}"/>` +
    `<path d="M122 138L146 128V164L122 176Z" fill="${darken(carton.band, 0.26)}"/>` +
    `<path d="M58 72L84 62H146L122 72Z" fill="${lighten(carton.ground, 0.34)}"/><ellipse cx="112" cy="67" rx="7" ry="2.4" fill="${darken(carton.ground, 0.35)}"/>` +
    `<rect x="58" y="72" width="64" height="104" fill="${front}"/>` +
    sheet.clipped('<rect x="58" y="72" width="64" height="104"/>', art(carton, 58, 72, 64, 104)) +
    `<rect x="62" y="78" width="5" height="92" rx="2.5" fill="#fff" opacity="0.4"/>`
  );
}

export interface Box extends Carton {
  readonly width: number;
  readonly height: number;
  /** What sticks out of the top, drawn with its foot at (100, top). */
  readonly top?: (x: number, y: number) => string;
}

/** A box of any size: tissues, biscuits, soap. */
export function drawBox(sheet: Sheet, box: Box): string {
  const depth = 22;
  const x = 100 - box.width / 2 - depth / 3;
  const y = 174 - box.height;
  const right = x + box.width;
  const front = sheet.horizontal([0, lighten(box.ground, 0.24)], [1, box.ground]);
  return (
    groundShadow(102, 175, box.width / 2 + 14) +
    `<path d="M${right} ${y}L${right + depth} ${y - 12}V162L${right} 174Z" fill="${darken(box.ground, 0.22)}"/>` +
    `<path d="M${x} ${y}L${x + depth} ${y - 12}H${right + depth}L${right} ${y}Z" fill="${lighten(box.ground, 0.4)}"/>` +
    (box.top ? box.top(x + box.width / 2 + depth / 2, y - 6) : '') +
    `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" fill="${front}"/>` +
    sheet.clipped(
      `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}"/>`,
      `<path d="M${x} ${174 - box.height * 0.26}Q${x + box.width / 2} ${174 - box.height * 0.42} ${right} ${174 - box.height * 0.26}V176H${x}Z" fill="${box.band}"/>` +
        motif(
          box.emblem,
          x + box.width / 2,
          y + box.height * 0.42,
          Math.min(box.height * 0.56, box.width * 0.5),
          box.a,
          box.b,
        ),
    )
  );
}
