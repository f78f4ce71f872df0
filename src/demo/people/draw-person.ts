/**
 * A drawn person as a picture of 640 × 480 points: made so that the nets of `models/people` find and read the face
 * as they do on photographs. Nothing random is in here: the same persona and look give the same picture.
 */
import sharp from 'sharp';
import {
  drawBeard,
  drawBrows,
  drawEyes,
  drawGlasses,
  drawMarks,
  drawMouth,
  drawNose,
} from './draw-features.ts';
import { HeadShape } from './head-shape.ts';
import type { Look } from './look.ts';
import type { Persona } from './persona.ts';

export const [personWidth, personHeight] = [640, 480];

export function personSvg(persona: Persona, look: Look): string {
  const centre = [personWidth / 2 + look.offset[0], 232 + look.offset[1]] as const;
  const head = new HeadShape(persona, look, centre);
  const shade =
    look.light < 1
      ? `<rect width="100%" height="100%" fill="#000" opacity="${(1 - look.light).toFixed(2)}"/>`
      : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${personWidth}" height="${personHeight}">
${definitions(persona, look)}
<rect width="100%" height="100%" fill="url(#background)"/>
${drawBody(persona, head)}
<g transform="rotate(${look.roll.toFixed(2)} ${centre[0]} ${centre[1] + 90 * look.size})">
${drawHairBehind(persona, head)}${drawHead(persona, look, head)}
${drawMarks(persona, head)}${drawEyes(persona, look, head)}${drawBrows(persona, look, head)}
${drawNose(persona, look, head)}${drawBeard(persona, head)}${drawMouth(persona, look, head)}
${drawGlasses(persona, look, head)}${drawHairInFront(persona, look, head)}
</g>${shade}</svg>`;
}

/** Rejects never for a persona and look of this folder. */
export async function personJpeg(persona: Persona, look: Look): Promise<Uint8Array> {
  const image = sharp(Buffer.from(personSvg(persona, look)));
  if (look.blur > 0.3) image.blur(look.blur);
  return image.jpeg({ quality: 88 }).toBuffer();
}

function definitions({ skin }: Persona, { size, background, yaw, lightFrom }: Look): string {
  const soft = [1, 2, 3, 6, 12]
    .map(
      (width) =>
        `<filter id="soft${width}" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="${(width * 0.8 * size).toFixed(2)}"/></filter>`,
    )
    .join('');
  const lit = (0.45 + 0.35 * lightFrom + yaw / 300).toFixed(2);
  return `<defs><linearGradient id="background" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${background[0]}"/><stop offset="1" stop-color="${background[1]}"/></linearGradient>
<radialGradient id="skin" cx="${lit}" cy=".38" r=".72"><stop offset="0" stop-color="${skin[0]}"/><stop offset=".55" stop-color="${skin[1]}"/><stop offset="1" stop-color="${skin[2]}"/></radialGradient>${soft}</defs>`;
}

function drawBody({ shirt, skin }: Persona, head: HeadShape): string {
  return `<path d="M${head.flat(-175, 360)} Q${head.flat(-155, 180)} ${head.flat(-42, 152)} L${head.flat(42, 152)} Q${head.flat(155, 180)} ${head.flat(175, 360)}Z" fill="${shirt}"/>
<path d="M${head.flat(-38, 70)} L${head.flat(-42, 160)} Q${head.flat(0, 188)} ${head.flat(42, 160)} L${head.flat(38, 70)}Z" fill="${skin[2]}"/>`;
}

function drawHead(persona: Persona, look: Look, head: HeadShape): string {
  const { faceWidth: w, jaw, skin, cheekOpacity, eyes } = persona;
  const h = persona.faceHeight + 12 * look.mimic.mouthOpen;
  const ear = (side: -1 | 1) => {
    const [x = '0', y = '0'] = head.flat(side * (w - 1) - look.yaw * 0.5, 4).split(' ');
    return `<ellipse cx="${x}" cy="${y}" rx="${head.long(12)}" ry="${head.long(23)}" fill="${skin[side < 0 ? 1 : 2]}"/>`;
  };
  const cheek = (side: -1 | 1) => {
    const [x = '0', y = '0'] = head.at(side * (eyes.apart + 14), 34).split(' ');
    return `<ellipse cx="${x}" cy="${y}" rx="${head.long(24)}" ry="${head.long(17)}" fill="#d97b62" opacity="${cheekOpacity.toFixed(2)}" filter="url(#soft12)"/>`;
  };
  const chinX = look.yaw * 0.35;
  return `${ear(-1)}${ear(1)}<path d="M${head.flat(-w, -20)} C${head.flat(-w, -persona.faceHeight * 1.05)} ${head.flat(w, -persona.faceHeight * 1.05)} ${head.flat(w, -20)} C${head.flat(w, h * 0.55)} ${head.flat(w * jaw + chinX, h)} ${head.flat(chinX, h)} C${head.flat(-w * jaw + chinX, h)} ${head.flat(-w, h * 0.55)} ${head.flat(-w, -20)}Z" fill="url(#skin)"/>${cheek(-1)}${cheek(1)}`;
}

function drawHairBehind({ hair, faceWidth: w, faceHeight: h }: Persona, head: HeadShape): string {
  if (hair.style === 'bald') return '';
  const [cx = '0', cy = '0'] = head.flat(0, -30).split(' ');
  const crown = `<ellipse cx="${cx}" cy="${cy}" rx="${head.long(w + 13)}" ry="${head.long(h * 0.9)}"/>`;
  const long = `<path d="M${head.flat(-w - 16, -30)} Q${head.flat(-w - 34, 120)} ${head.flat(-w + 6, 190)} L${head.flat(w - 6, 190)} Q${head.flat(w + 34, 120)} ${head.flat(w + 16, -30)}Z"/>`;
  const [bx = '0', by = '0'] = head.flat(0, -h - 14).split(' ');
  const bun = `<circle cx="${bx}" cy="${by}" r="${head.long(30)}"/>`;
  const more = hair.style === 'long' ? long : hair.style === 'bun' ? bun : '';
  return `<g fill="${hair.colour}">${crown}${more}</g>`;
}

/** Where the hair meets the forehead. */
const hairLines = { short: -0.72, parted: -0.6, long: -0.64, fringe: -0.42, bun: -0.74, bald: -1 };

function drawHairInFront(
  { hair, faceWidth: w, faceHeight: h }: Persona,
  { yaw }: Look,
  head: HeadShape,
): string {
  if (hair.style === 'bald') return '';
  const line = h * hairLines[hair.style];
  const part = hair.style === 'parted' ? -w * 0.45 : yaw * 0.4;
  return `<path d="M${head.flat(-w - 4, -16)} C${head.flat(-w - 2, -h * 1.16)} ${head.flat(w + 2, -h * 1.16)} ${head.flat(w + 4, -16)} C${head.flat(w * 0.86, line)} ${head.flat(part + w * 0.3, line - 6)} ${head.flat(part, line - (hair.style === 'parted' ? 16 : 4))} C${head.flat(part - w * 0.3, line - 4)} ${head.flat(-w * 0.86, line)} ${head.flat(-w - 4, -16)}Z" fill="${hair.colour}"/>`;
}
