/** Draws what a face is known by: eyes, brows, nose, mouth, beard, glasses, as parts of an SVG. */
import type { HeadShape } from './head-shape.ts';
import type { Look } from './look.ts';
import type { Persona } from './persona.ts';

type Side = -1 | 1;

export function drawEyes(persona: Persona, look: Look, head: HeadShape): string {
  return ([-1, 1] as const).map((side) => drawEye(persona, look, head, side)).join('');
}

function drawEye(persona: Persona, look: Look, head: HeadShape, side: Side): string {
  const { eyes, skin } = persona;
  const { mimic, lids } = look;
  if (lids < shutBelow) return drawShutEye(persona, head, side);
  const middle = side * eyes.apart;
  const open = eyes.height * lids * (1 + 0.55 * mimic.eyesWide) * (1 - 0.55 * mimic.squint);
  const outer = middle + side * eyes.width;
  const inner = middle - side * eyes.width;
  const [y, slant] = [eyes.level, -eyes.slant];
  const [up, down] = [open * 1.5 + 0.3, open * 1.1 + 0.3 - 5 * mimic.squint * lids];
  const shape = `M${head.at(inner, y)} Q${head.at(middle, y - up)} ${head.at(outer, y + slant)} Q${head.at(middle, y + down)} ${head.at(inner, y)}Z`;
  const id = side < 0 ? 'el' : 'er';
  const [irisX = '0', irisY = '0'] = head.at(middle, y - 0.5, 4).split(' ');
  const circle = (radius: number, fill: string, dx = 0, dy = 0) =>
    `<circle cx="${Number(irisX) + dx * look.size}" cy="${Number(irisY) + dy * look.size}" r="${head.long(radius)}" fill="${fill}"/>`;
  const irisRadius = Math.min(9.5, eyes.height * 0.95 + 1.5);
  return `<path d="${shape}" stroke="${skin[2]}" stroke-width="${head.long(16)}" fill="${skin[2]}" opacity=".4" filter="url(#soft6)"/>
<path d="${shape}" fill="#f4efe9"/>
<clipPath id="${id}"><path d="${shape}"/></clipPath>
<g clip-path="url(#${id})">${circle(irisRadius, eyes.iris)}${circle(irisRadius * 0.48, '#120c08')}${circle(1.9, '#fff', 3, -3)}</g>
<path d="M${head.at(inner, y)} Q${head.at(middle, y - up)} ${head.at(outer + side * 2, y + slant)}" stroke="#2a1a12" stroke-width="${head.long(eyes.lidWidth)}" fill="none" stroke-linecap="round"/>
<path d="M${head.at(inner, y - 4)} Q${head.at(middle, y - up - 6)} ${head.at(outer, y + slant - 4)}" stroke="${skin[2]}" stroke-width="${head.long(1.6)}" fill="none" opacity=".7"/>
<path d="M${head.at(inner, y + 6)} Q${head.at(middle, y + down + 7)} ${head.at(outer, y + slant + 5)}" stroke="${skin[2]}" stroke-width="${head.long(1.8)}" fill="none" opacity="${0.35 + 0.4 * mimic.squint}" filter="url(#soft1)"/>`;
}

const shutBelow = 0.3;

/** The lid lies on the cheek: one thin line of lashes, and nothing above it that could be taken for an eye. */
function drawShutEye({ eyes }: Persona, head: HeadShape, side: Side): string {
  const middle = side * eyes.apart;
  const [inner, outer] = [middle - side * eyes.width, middle + side * eyes.width];
  const y = eyes.level + 3;
  const lashes = `M${head.at(inner, y - 1)} Q${head.at(middle, y + 3)} ${head.at(outer, y - 1 - eyes.slant * 0.6)}`;
  return `<path d="${lashes}" stroke="#2a1a12" stroke-width="${head.long(2)}" fill="none" stroke-linecap="round"/>`;
}

export function drawBrows({ eyes, brows, hair }: Persona, { mimic }: Look, head: HeadShape): string {
  const one = (side: Side) => {
    const half = eyes.width * brows.length + 3;
    const [inner, outer] = [side * (eyes.apart - half), side * (eyes.apart + half)];
    const y = eyes.level - brows.above - 11 * mimic.browsUp + 7 * mimic.frown;
    const innerY = y + brows.slant * 0.5 - 9 * mimic.browsInUp + 8 * mimic.frown;
    const outerY = y - brows.slant * 0.5 + 5 * mimic.browsInUp - 3 * mimic.frown;
    const archY =
      Math.min(innerY, outerY) - brows.arch * (1 - 0.8 * mimic.frown) * (1 - 0.5 * mimic.browsInUp);
    return `<path d="M${head.at(inner + side * 5 * -mimic.frown, innerY)} Q${head.at(side * (eyes.apart + 4), archY)} ${head.at(outer, outerY)}" stroke="${hair.colour}" stroke-width="${head.long(brows.thickness)}" stroke-linecap="round" fill="none" opacity=".92" filter="url(#soft1)"/>`;
  };
  const furrow = mimic.frown + 0.5 * mimic.browsInUp;
  const lines = [-1, 1]
    .map((side) => `<path d="M${head.at(side * 6, eyes.level - 22)} L${head.at(side * 5, eyes.level - 6)}"/>`)
    .join('');
  return `${one(-1)}${one(1)}<g stroke="#3a2216" stroke-width="${head.long(2)}" opacity="${(0.6 * furrow).toFixed(2)}" filter="url(#soft1)">${lines}</g>`;
}

export function drawNose({ nose, skin, eyes }: Persona, { mimic }: Look, head: HeadShape): string {
  const [top, tip] = [eyes.level + 6, nose.length - 4 * mimic.noseUp];
  const side = (s: Side) =>
    `<path d="M${head.at(s * 6, top, 8)} Q${head.at(s * 8, tip * 0.5, 14)} ${head.at(s * nose.width, tip - 6, 8)} Q${head.at(s * (nose.width + 1), tip + 3, 6)} ${head.at(s * nose.width * 0.5, tip + 3, 12)}" fill="none" stroke="${skin[2]}" stroke-width="${head.long(4)}" opacity=".6" filter="url(#soft2)"/>`;
  const nostril = (s: Side) => {
    const [x = '0', y = '0'] = head.at(s * nose.width * 0.5, tip + 2, 12).split(' ');
    return `<ellipse cx="${x}" cy="${y}" rx="${head.long(nose.width * 0.25)}" ry="${head.long(2.4)}" fill="#4a2a1f" opacity=".85"/>`;
  };
  return `${side(-1)}${side(1)}
<path d="M${head.at(0, top, 14)} L${head.at(0, tip - 8, 24)}" stroke="#fff" stroke-width="${head.long(7)}" opacity="${nose.bridge.toFixed(2)}" filter="url(#soft3)" stroke-linecap="round"/>
<path d="M${head.at(-nose.width * 0.6, tip + 5, 12)} Q${head.at(0, tip + 9, 20)} ${head.at(nose.width * 0.6, tip + 5, 12)}" stroke="${skin[2]}" stroke-width="${head.long(3)}" fill="none" opacity=".7" filter="url(#soft1)"/>
${nostril(-1)}${nostril(1)}`;
}

export function drawMouth(persona: Persona, { mimic }: Look, head: HeadShape): string {
  const { mouth, skin, nose, folds } = persona;
  const { corners, mouthOpen, teeth } = mimic;
  const half = mouth.width * (1 + 0.38 * Math.max(0, corners) - 0.3 * mouthOpen * (1 - Math.max(0, corners)));
  const y = mouth.level;
  const cornerY = y - 13 * corners;
  const gap = 26 * mouthOpen;
  const upperIn = y - 1 + 2 * Math.max(0, corners);
  const lowerIn = upperIn + 0.5 + gap + 8 * Math.max(0, corners) * mouthOpen;
  const [left, right] = [head.at(-half, cornerY), head.at(half, cornerY)];
  // The wider it is open, the rounder.
  const round = half * (0.45 + 0.4 * mouthOpen);
  const curve = (level: number) => `C${head.at(-round, level, 4)} ${head.at(round, level, 4)}`;
  const top = upperIn - mouth.upper;
  const bottom = lowerIn + mouth.lower;
  const ends = (level: number) => level + (level - cornerY) / 3;
  const outline = `M${left} Q${head.at(-half * 0.35, top - 2, 4)} ${head.at(0, top + 1.5, 5)} Q${head.at(half * 0.35, top - 2, 4)} ${right} ${curve(ends(bottom))} ${left}Z`;
  const inside = `M${left} ${curve(ends(upperIn))} ${right} ${reversed(head, round, ends(lowerIn))} ${left}Z`;
  const fold = (s: Side) =>
    `<path d="M${head.at(s * (nose.width + 4), nose.length)} Q${head.at(s * (half + 12), nose.length + 14)} ${head.at(s * (half + 9), y)}"/>`;
  const foldOpacity = Math.min(0.9, folds + 0.6 * Math.max(0, corners) + 0.4 * mimic.noseUp);
  return `<g fill="none" stroke="${skin[2]}" stroke-width="${head.long(3)}" opacity="${foldOpacity.toFixed(2)}" filter="url(#soft2)">${fold(-1)}${fold(1)}</g>
<path d="M${head.at(-half * 0.5, bottom + 7)} Q${head.at(0, bottom + 11)} ${head.at(half * 0.5, bottom + 7)}" stroke="${skin[2]}" stroke-width="${head.long(6)}" fill="none" opacity=".5" filter="url(#soft3)"/>
<path d="${outline}" fill="${mouth.colour}"/>
<path d="${inside}" fill="#4a1a18"/>
${teeth > 0 ? `<clipPath id="mouth"><path d="${inside}"/></clipPath><path clip-path="url(#mouth)" d="M${left} ${curve(ends(upperIn))} ${right} ${reversed(head, round * 0.9, ends(upperIn + gap * 0.75 + 5))} ${left}Z" fill="#f6f1ea" opacity="${teeth}"/>` : ''}
<path d="M${left} ${curve(ends(upperIn))} ${right}" stroke="#5a2320" stroke-width="${head.long(2)}" fill="none"/>`;
}

function reversed(head: HeadShape, round: number, level: number): string {
  return `C${head.at(round, level, 4)} ${head.at(-round, level, 4)}`;
}

export function drawBeard({ beard, hair, mouth, faceHeight, nose }: Persona, head: HeadShape): string {
  const y = mouth.level;
  const parts: string[] = [];
  if (beard === 'moustache' || beard === 'full')
    parts.push(
      `<path d="M${head.at(-mouth.width - 4, y - 4)} Q${head.at(-12, nose.length + 3, 6)} ${head.at(0, nose.length + 8, 8)} Q${head.at(12, nose.length + 3, 6)} ${head.at(mouth.width + 4, y - 4)} Q${head.at(0, y - 12, 6)} ${head.at(-mouth.width - 4, y - 4)}Z"/>`,
    );
  const chin = faceHeight - 6;
  const wide = beard === 'full' ? 72 : mouth.width * 0.7;
  if (beard === 'goatee' || beard === 'full')
    parts.push(
      `<path d="M${head.at(-wide, beard === 'full' ? 30 : y + 16)} Q${head.at(-wide * 0.8, chin)} ${head.at(0, chin + 2)} Q${head.at(wide * 0.8, chin)} ${head.at(wide, beard === 'full' ? 30 : y + 16)} Q${head.at(wide * 0.55, y + 24)} ${head.at(0, y + 22)} Q${head.at(-wide * 0.55, y + 24)} ${head.at(-wide, beard === 'full' ? 30 : y + 16)}Z"/>`,
    );
  return `<g fill="${hair.colour}" opacity=".8" filter="url(#soft2)">${parts.join('')}</g>`;
}

export function drawGlasses(persona: Persona, { glasses }: Look, head: HeadShape): string {
  const kind = glasses ?? persona.glasses;
  if (kind === 'none') return '';
  const { eyes, faceWidth } = persona;
  const half = Math.min(eyes.apart - 4, 26);
  const tall = kind === 'round' ? half : half * 0.72;
  const y = eyes.level + 2;
  const lens = (side: Side) => {
    const x = side * eyes.apart;
    const corner = kind === 'round' ? 0.55 : 0.9;
    return `<path d="M${head.at(x - half, y, 10)} C${head.at(x - half, y - tall * corner, 10)} ${head.at(x - half * corner, y - tall, 10)} ${head.at(x, y - tall, 12)} C${head.at(x + half * corner, y - tall, 10)} ${head.at(x + half, y - tall * corner, 10)} ${head.at(x + half, y, 10)} C${head.at(x + half, y + tall * corner, 10)} ${head.at(x + half * corner, y + tall, 10)} ${head.at(x, y + tall, 12)} C${head.at(x - half * corner, y + tall, 10)} ${head.at(x - half, y + tall * corner, 10)} ${head.at(x - half, y, 10)}Z"/>`;
  };
  const bridge = `<path d="M${head.at(-eyes.apart + half, y, 12)} Q${head.at(0, y - 5, 18)} ${head.at(eyes.apart - half, y, 12)}"/>`;
  const arm = (side: Side) =>
    `<path d="M${head.at(side * (eyes.apart + half), y, 10)} L${head.at(side * faceWidth, y - 4, -20)}"/>`;
  return `<g stroke="#1d1d22" stroke-width="${head.long(3.2)}" fill="#ffffff" fill-opacity=".08">${lens(-1)}${lens(1)}${bridge}${arm(-1)}${arm(1)}</g>`;
}

export function drawMarks({ moles, freckles, skin }: Persona, head: HeadShape): string {
  const spot = ([x, y]: readonly [number, number], radius: number, opacity: number) => {
    const [cx = '0', cy = '0'] = head.at(x, y).split(' ');
    return `<circle cx="${cx}" cy="${cy}" r="${head.long(radius)}" fill="#3a2014" opacity="${opacity}"/>`;
  };
  const dots = freckles
    ? Array.from({ length: 28 }, (_, i) => spot([((i * 37) % 100) - 50, 6 + ((i * 53) % 34)], 1.4, 0.45))
    : [];
  return `<g fill="${skin[2]}">${moles.map((mole) => spot(mole, 2.6, 0.85)).join('')}${dots.join('')}</g>`;
}
