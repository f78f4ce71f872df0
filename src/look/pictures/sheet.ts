/**
 * The sheet a picture is drawn on: collects gradients and clips under ids of its own and closes into one
 * SVG of 200 × 200 units with a soft ground in the picture's own tint.
 */
import { darken, lighten } from './colour.ts';

/** Stops of a gradient: offset 0…1 and colour. */
export type Stops = readonly (readonly [offset: number, colour: string, opacity?: number])[];

export interface Sheet {
  /** Left to right over the box of the shape. */
  horizontal(...stops: Stops): string;
  /** Top to bottom over the box of the shape. */
  vertical(...stops: Stops): string;
  /** From a light at the upper left of the shape. */
  radial(...stops: Stops): string;
  /** Markup that clips to `shape`. */
  clipped(shape: string, content: string): string;
}

/** One picture: the tint of its ground and the marks on it. */
export interface Drawing {
  readonly tint: string;
  readonly draw: (sheet: Sheet) => string;
}

function stopsMarkup(stops: Stops): string {
  return stops
    .map(([offset, colour, opacity]) => {
      const seeThrough = opacity === undefined ? '' : ` stop-opacity="${opacity}"`;
      return `<stop offset="${offset}" stop-color="${colour}"${seeThrough}/>`;
    })
    .join('');
}

/** The whole SVG of a drawing; `name` keeps its ids apart from those of other pictures on one page. */
export function finishedPicture(name: string, drawing: Drawing): string {
  const definitions: string[] = [];
  const define = (markup: (id: string) => string) => {
    const id = `${name}-${definitions.length}`;
    definitions.push(markup(id));
    return id;
  };
  const linear = (direction: string) => (stops: Stops) =>
    `url(#${define((id) => `<linearGradient id="${id}" ${direction}>${stopsMarkup(stops)}</linearGradient>`)})`;
  const across = linear('x1="0" y1="0" x2="1" y2="0"');
  const down = linear('x1="0" y1="0" x2="0" y2="1"');
  const sheet: Sheet = {
    horizontal: (...stops) => across(stops),
    vertical: (...stops) => down(stops),
    radial: (...stops) =>
      `url(#${define((id) => `<radialGradient id="${id}" cx="0.36" cy="0.3" r="0.8">${stopsMarkup(stops)}</radialGradient>`)})`,
    clipped: (shape, content) => {
      const id = define((clipId) => `<clipPath id="${clipId}">${shape}</clipPath>`);
      return `<g clip-path="url(#${id})">${content}</g>`;
    },
  };
  const marks = drawing.draw(sheet);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"><defs>${definitions.join('')}</defs>` +
    `<rect width="200" height="200" fill="${drawing.tint}"/>` +
    `<circle cx="100" cy="98" r="82" fill="${lighten(drawing.tint, 0.5)}"/>` +
    `<g transform="translate(-10 -12) scale(1.1)">${marks}</g></svg>`
  );
}

/** Shade of something round standing upright: light from the left, dark at the right edge. */
export function roundShade(sheet: Sheet, colour: string): string {
  return sheet.horizontal(
    [0, darken(colour, 0.18)],
    [0.16, lighten(colour, 0.22)],
    [0.42, colour],
    [0.78, darken(colour, 0.1)],
    [1, darken(colour, 0.32)],
  );
}

/** Shade of a ball. */
export function ballShade(sheet: Sheet, colour: string): string {
  return sheet.radial([0, lighten(colour, 0.42)], [0.45, colour], [1, darken(colour, 0.34)]);
}

/** The soft shadow a thing throws on its ground. */
export function groundShadow(cx: number, cy: number, rx: number): string {
  return `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${Math.max(4, rx * 0.11)}" fill="#3a2415" opacity="0.18"/>`;
}

/** A silhouette turned on a lathe around `cx`: points of height and half width, joined by smooth curves. */
export function turned(points: readonly (readonly [y: number, half: number])[], cx = 100): string {
  const side = (sign: number, ordered: readonly (readonly [number, number])[]) =>
    ordered
      .slice(1)
      .map(([y, half], i) => {
        const [fromY, fromHalf] = ordered[i] ?? [y, half];
        const middle = (fromY + y) / 2;
        return `C${cx + sign * fromHalf} ${middle} ${cx + sign * half} ${middle} ${cx + sign * half} ${y}`;
      })
      .join('');
  const [topY, topHalf] = points[0] ?? [0, 0];
  const [bottomY, bottomHalf] = points.at(-1) ?? [0, 0];
  return (
    `M${cx + topHalf} ${topY}${side(1, points)}` +
    `L${cx - bottomHalf} ${bottomY}${side(-1, [...points].reverse())}Z`
  );
}
